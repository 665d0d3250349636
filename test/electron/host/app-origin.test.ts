import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeAppOrigin } from '../../../electron/host/app-origin.ts';
import { openAssets } from '../../../electron/host/assets.ts';
import { Border } from '../../../electron/host/border.ts';
import { PAGE_HEADERS } from '../../../electron/host/page-headers.ts';

const ORIGIN = 'https://halligan.localhost';
const PAGE = '<!doctype html><title>Halligan</title>';
let folder = '';
let refused: string[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'halligan-origin-'));
  refused = [];
  writeFileSync(join(folder, 'index.html'), PAGE);
  writeFileSync(join(folder, 'unlisted.js'), 'x');
  const asset = { file: 'index.html', type: 'text/html; charset=utf-8', sha256: createHash('sha256').update(PAGE).digest('hex') };
  writeFileSync(join(folder, 'assets.json'), JSON.stringify({ '/': asset, '/index.html': asset }));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function origin(): (request: Request) => Promise<Response> {
  const border = new Border(
    ({ kind, what }) => refused.push(`${kind} ${what}`),
    () => 0,
  );
  return makeAppOrigin(ORIGIN, openAssets(join(folder, 'assets.json'), folder), border);
}

describe('the app’s origin', () => {
  it('serves a listed file with its type and every policy', async () => {
    const response = await origin()(new Request(`${ORIGIN}/`));
    expect(await response.text()).toBe(PAGE);
    expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
    for (const [name, value] of Object.entries(PAGE_HEADERS)) expect(response.headers.get(name)).toBe(value);
  });

  it.each(['/unlisted.js', '/../index.html/..%2f..%2fetc/passwd', '/index.html%00', '/Index.html', '/__proto__', '/constructor'])(
    'has nothing at %s',
    async (path) => {
      const response = await origin()(new Request(`${ORIGIN}${path}`));
      expect([response.status, await response.text()]).toEqual([404, '']);
      expect(refused).toEqual(['request path']);
    },
  );

  it.each([
    'https://example.com/',
    'http://halligan.localhost/',
    'https://halligan.localhost:8443/',
    'https://halligan.localhost.example.com/',
  ])('answers nothing for %s', async (url) => {
    expect((await origin()(new Request(url))).status).toBe(403);
    expect(refused).toEqual([`request ${new URL(url).protocol}`]);
  });

  it.each(['POST', 'PUT', 'DELETE', 'HEAD', 'OPTIONS'])('answers nothing to %s', async (method) => {
    expect((await origin()(new Request(`${ORIGIN}/`, { method }))).status).toBe(403);
  });

  it('does not serve a file that has changed since the build', async () => {
    writeFileSync(join(folder, 'index.html'), PAGE.replace('Halligan', 'Hallibut'));
    await expect(origin()(new Request(`${ORIGIN}/`))).rejects.toThrow('not as it was built');
  });

  it('refuses a map that is not one', () => {
    writeFileSync(join(folder, 'assets.json'), JSON.stringify({ index: { file: 'x', type: 'y', sha256: 'z' } }));
    expect(() => openAssets(join(folder, 'assets.json'), folder)).toThrow();
  });
});

describe('the page’s policies', () => {
  const policy = PAGE_HEADERS['Content-Security-Policy'] ?? '';

  it('begin with nothing and name no other source than the app', () => {
    expect(policy).toMatch(/^default-src 'none';/);
    expect(policy).not.toMatch(/unsafe|https?:|\*|data:|blob:|wasm/);
    expect(policy).toContain("require-trusted-types-for 'script'");
    expect(policy).not.toMatch(/allow-(popups|top-navigation|downloads)/);
  });
});
