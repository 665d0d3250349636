/**
 * Canaries in every field of every kind, in passphrase and PRF outputs; then a whole story; then every file, log, call and
 * print is searched for them. Found nowhere but where a person asked to see them (T18, I8).
 */
import { execFileSync, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const CHILD = fileURLToPath(new URL('./canary-child.ts', import.meta.url));

interface Told {
  readonly folder: string;
  /** What must be found nowhere. */
  readonly secrets: readonly string[];
  /** What the renderer was told, and where a canary was in it. */
  readonly said: string;
  /** The log as its leaves and disclosures have it. */
  readonly entries: number;
}

describe('T18: a canary', () => {
  let told: Told | undefined;
  let printed: string;
  let out: string;

  beforeAll(async () => {
    out = mkdtempSync(join(tmpdir(), 'halligan-canary-'));
    const child = spawn(process.execPath, [CHILD, out], { stdio: ['ignore', 'pipe', 'pipe', 'pipe'] });
    printed = '';
    let result = '';
    child.stdout?.on('data', (text) => (printed += String(text)));
    child.stderr?.on('data', (text) => (printed += String(text)));
    child.stdio[3]?.on('data', (text) => (result += String(text)));
    const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
    expect(code, printed).toBe(0);
    told = JSON.parse(result) as Told; // written by the child
  }, 240_000);
  afterAll(() => {
    for (const folder of [out, told?.folder ?? out]) rmSync(folder, { recursive: true, force: true });
  });

  function story(): Told {
    if (told === undefined) throw new Error('the story was not told');
    return told;
  }

  function everyFile(folder: string): string[] {
    return readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && !entry.name.endsWith('-ballast'))
      .map((entry) => join(entry.parentPath, entry.name));
  }

  /** As it is, in base64 at every offset, in hexadecimal, in UTF-16, in a URL. */
  function forms(secret: string): Buffer[] {
    const bytes = Buffer.from(secret);
    const base64 = [0, 1, 2].map((skip) =>
      Buffer.from(
        Buffer.concat([Buffer.alloc(skip), bytes])
          .toString('base64url')
          .slice(4, -4),
      ),
    );
    const inUrl = [encodeURIComponent(secret), encodeURIComponent(secret).replaceAll('%20', '+')].map((text) => Buffer.from(text));
    return [bytes, ...base64, ...inUrl, Buffer.from(bytes.toString('hex')), Buffer.from(secret, 'utf16le')];
  }

  function found(bytes: Buffer): string[] {
    return story().secrets.filter((secret) => forms(secret).some((form) => bytes.includes(form)));
  }

  it('can be found by this search', () => {
    const secret = story().secrets[0] ?? '';
    expect(secret.length).toBeGreaterThan(20);
    for (const text of [
      `x${secret}y`,
      Buffer.from(`ab${secret}c`).toString('base64url'),
      Buffer.from(`a${secret}`).toString('base64url'),
      encodeURIComponent(`?q=${secret}`),
      Buffer.from(secret).toString('hex'),
    ]) {
      expect(found(Buffer.from(text))).toEqual([secret]);
    }
    expect(story().secrets.length).toBeGreaterThan(20);
    expect(new Set(story().secrets).size).toBe(story().secrets.length);
    expect(found(randomBytes(1000))).toEqual([]);
  });

  it('is in no file of the station, nor in the exported log', () => {
    const files = [...everyFile(story().folder), ...everyFile(out)];
    const names = files.map((file) => file.split('/').at(-1) ?? '');
    for (const name of ['station.json', 'log.key', 'preferences.json', 'events.jsonl', 'disclosures.jsonl']) expect(names).toContain(name);
    expect(names.some((name) => name.endsWith('.halligan'))).toBe(true);
    // Copied while it was open: with its write-ahead log.
    expect(names.some((name) => name.endsWith('.halligan-wal'))).toBe(true);
    for (const file of files) expect(found(readFileSync(file)), file).toEqual([]);
    expect(story().entries).toBeGreaterThan(60);
  });

  it('is in nothing that reached the collector, was carried there, or was told on through a feed', () => {
    const abroad = ['bundle', 'collector', 'feeds'].map((name) => everyFile(join(out, name)));
    const [bundle = [], collector = [], feeds = []] = abroad;
    const names = (files: readonly string[]) => files.map((file) => file.split('/').at(-1));
    expect(names(bundle)).toEqual(expect.arrayContaining(['story.hsync.tar']));
    expect(names(collector)).toEqual(expect.arrayContaining(['collector.sqlite', 'collector.sqlite-wal']));
    expect(names(feeds).toSorted()).toEqual(['cef', 'ocsf', 'otlp', 'syslog', 'webhook']);
    for (const file of abroad.flat()) expect(found(readFileSync(file)), file).toEqual([]);
    // The story itself did arrive there, words and all.
    for (const file of [...bundle.filter((name) => name.endsWith('.tar')), ...feeds])
      expect(readFileSync(file).includes('vault.unseal'), file).toBe(true);
    expect(readFileSync(join(out, 'feeds', 'webhook')).includes('Every sign-in is refused')).toBe(true);
  });

  it('is in nothing that was printed', () => {
    expect(found(Buffer.from(printed))).toEqual([]);
  });

  it('is in nothing that the renderer was told, except one field, sealed to its key', () => {
    expect(story().said.length).toBeGreaterThan(10_000);
    expect(found(Buffer.from(story().said))).toEqual([]);
  });

  it('is in no command line and no environment of a process', () => {
    const processes = execFileSync('ps', ['axeww', '-o', 'command'], { maxBuffer: 64 * 1024 * 1024 });
    expect(found(processes)).toEqual([]);
  });
});
