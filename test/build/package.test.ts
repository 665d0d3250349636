import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { FuseState, FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '../..');
const run = promisify(execFile);
const FUSE_SENTINEL = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';
const fuseNames = Object.keys(FuseV1Options).filter((name) => Number.isNaN(Number(name)));

let folder = '';
let app = '';

/** What electron-builder looks for in an Electron folder; its "binary" has only a fuse wire, every fuse removed-from-factory "off". */
function syntheticElectron(place: string): string {
  const { version } = JSON.parse(readFileSync(join(root, 'node_modules/electron/package.json'), 'utf8')) as { version: string };
  for (const name of ['locales', 'resources']) mkdirSync(join(place, name), { recursive: true });
  const wire = Buffer.concat([Buffer.from([1, fuseNames.length]), Buffer.from('0'.repeat(fuseNames.length))]);
  const binary = Buffer.concat([Buffer.alloc(1000), Buffer.from(FUSE_SENTINEL), wire, Buffer.alloc(1000)]);
  writeFileSync(join(place, 'electron'), binary, { mode: 0o755 });
  for (const name of ['LICENSE', 'LICENSES.chromium.html', 'locales/en-US.pak', 'locales/de.pak']) writeFileSync(join(place, name), name);
  writeFileSync(join(place, 'version'), version);
  return place;
}

/** The files of an asar, from its own header (a Pickle: four sizes, then JSON), as `/path` to its entry. */
function asarFiles(file: string): Map<string, { size?: number; offset?: string; unpacked?: boolean; integrity?: { hash: string } }> {
  const bytes = readFileSync(file);
  const header = JSON.parse(bytes.subarray(16, 16 + bytes.readUInt32LE(12)).toString()) as AsarFolder;
  const files = new Map<string, AsarFile>();
  const walk = (entry: AsarFolder, path: string): void => {
    for (const [name, child] of Object.entries(entry.files)) {
      if ('files' in child) walk(child, `${path}/${name}`);
      else files.set(`${path}/${name}`, child);
    }
  };
  walk(header, '');
  return files;
}

type AsarFile = { size?: number; offset?: string; unpacked?: boolean; integrity?: { hash: string } };
type AsarFolder = { files: Record<string, AsarFile | AsarFolder> };

function filesUnder(place: string): string[] {
  return readdirSync(place, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(place.length));
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'halligan-package-'));
  const electron = syntheticElectron(join(folder, 'electron'));
  const args = [join(root, 'build/package.ts'), 'dir', '--electron-dist', electron, '--out', join(folder, 'out')];
  await run(process.execPath, args, { cwd: root, timeout: 120_000 });
  app = join(folder, 'out', readdirSync(join(folder, 'out')).find((name) => name.endsWith('unpacked')) ?? 'none');
}, 150_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the archive', () => {
  const packed = () => asarFiles(join(app, 'resources/app.asar'));

  it('holds the built app, byte for byte, and neither a source nor the collector', () => {
    const files = packed();
    const built = filesUnder(join(root, 'dist')).filter((path) => path !== '/stamp' && !path.startsWith('/collector'));
    expect([...files.keys()].filter((path) => path.startsWith('/dist/')).sort()).toEqual(built.map((path) => `/dist${path}`).sort());
    for (const path of built) {
      const hash = createHash('sha256')
        .update(readFileSync(join(root, 'dist', path)))
        .digest('hex');
      expect(files.get(`/dist${path}`)?.integrity?.hash, path).toBe(hash);
    }
    const outside = [...files.keys()].filter((path) => !path.startsWith('/dist/') && !path.startsWith('/node_modules/'));
    expect(outside).toEqual(['/package.json']);
  });

  it('holds of node_modules just what the bundles load from outside', () => {
    const names = [...packed().keys()].filter((path) => path.startsWith('/node_modules/')).map((path) => path.split('/')[2]);
    expect([...new Set(names)].sort()).toEqual([
      'better-sqlite3',
      'libsodium',
      'libsodium-sumo',
      'libsodium-wrappers',
      'libsodium-wrappers-sumo',
    ]);
  });

  it('leaves the one native file of this platform outside, the same bytes, and no other', () => {
    const natives = [...packed()].filter(([path]) => path.endsWith('.node'));
    const name = `/node_modules/better-sqlite3/prebuilds/${process.platform}-${process.arch}.node`;
    expect(natives.map(([path, entry]) => [path, entry.unpacked])).toEqual([[name, true]]);
    const unpacked = join(app, 'resources/app.asar.unpacked', name);
    expect(readFileSync(unpacked).equals(readFileSync(join(root, name)))).toBe(true);
  });

  it('runs no script and starts at dist/main.js', () => {
    const bytes = readFileSync(join(app, 'resources/app.asar'));
    const entry = packed().get('/package.json');
    const start = 8 + bytes.readUInt32LE(4) + Number(entry?.offset);
    const manifest = JSON.parse(bytes.subarray(start, start + Number(entry?.size)).toString()) as Record<string, unknown>;
    expect(manifest).toMatchObject({ name: 'halligan', main: 'dist/main.js', type: 'module' });
    expect(manifest).toMatchObject({ author: 'The Halligan project', homepage: 'https://example.org/halligan' });
    expect(manifest).not.toHaveProperty('scripts');
  });
});

describe('the binary', () => {
  it('is executable and has every fuse set as build/package/fuses.ts wants it', async () => {
    const binary = join(app, 'halligan');
    expect(statSync(binary).mode & 0o111).toBe(0o111);
    const wire = (await getCurrentFuseWire(binary)) as unknown as Record<string, FuseState>;
    const states = Object.fromEntries(fuseNames.map((name, index) => [name, wire[index] === FuseState.ENABLE]));
    expect(states).toEqual({
      RunAsNode: false,
      EnableCookieEncryption: true,
      EnableNodeOptionsEnvironmentVariable: false,
      EnableNodeCliInspectArguments: false,
      EnableEmbeddedAsarIntegrityValidation: true,
      OnlyLoadAppFromAsar: true,
      LoadBrowserProcessSpecificV8Snapshot: false,
      GrantFileProtocolExtraPrivileges: false,
      WasmTrapHandlers: true,
    });
  });

  it('comes with the licences', () => {
    expect(existsSync(join(app, 'LICENSE.electron.txt'))).toBe(true);
    expect(existsSync(join(app, 'LICENSES.chromium.html'))).toBe(true);
    expect([...asarFiles(join(app, 'resources/app.asar')).keys()]).toContain('/dist/THIRD-PARTY-NOTICES.txt');
  });
});
