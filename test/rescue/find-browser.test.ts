import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findBrowser } from '../../rescue/find-browser.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'halligan-browsers-'));
  for (const path of ['a/google-chrome', 'b/chromium', 'b/other']) {
    mkdirSync(join(folder, path, '..'), { recursive: true });
    writeFileSync(join(folder, path), '');
    chmodSync(join(folder, path), 0o755);
  }
  mkdirSync(join(folder, 'c/chromium'), { recursive: true });
  mkdirSync(join(folder, 'd'));
  writeFileSync(join(folder, 'd/chromium'), '', { mode: 0o644 });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const path = (...names: string[]): string => names.map((name) => join(folder, name)).join(delimiter);

describe('the browser', () => {
  it('is the first of the names, wherever in the path it lies', () => {
    expect(findBrowser({ PATH: path('a', 'b') }, 'linux')).toBe(join(folder, 'b/chromium'));
    expect(findBrowser({ PATH: path('a') }, 'linux')).toBe(join(folder, 'a/google-chrome'));
  });

  it('is none where only a folder, a file without leave to run, or nothing has its name', () => {
    expect(findBrowser({ PATH: path('c', 'd') }, 'linux')).toBeNull();
    expect(findBrowser({ PATH: '' }, 'linux')).toBeNull();
    expect(findBrowser({}, 'linux')).toBeNull();
  });

  it('is the one that is named, or none', () => {
    expect(findBrowser({ PATH: path('b'), HALLIGAN_BROWSER: join(folder, 'b/other') }, 'linux')).toBe(join(folder, 'b/other'));
    expect(findBrowser({ PATH: path('b'), HALLIGAN_BROWSER: join(folder, 'none') }, 'linux')).toBeNull();
    expect(findBrowser({ PATH: path('b'), HALLIGAN_BROWSER: '' }, 'linux')).toBe(join(folder, 'b/chromium'));
  });
});
