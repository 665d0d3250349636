import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build, parseSync, Visitor } from 'vite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { inlineText } from '../../build/bundle/inline-text.ts';
import { MIGRATIONS } from '../../core/store/file/migrations.ts';
import { VERIFY_SCRIPT } from '../../core/store/log/verify-script.ts';

const dist = join(import.meta.dirname, '../../dist');

/** Every text that is written in a program. */
function textsIn(file: string): Set<string> {
  const texts = new Set<string>();
  new Visitor({
    Literal({ value }) {
      if (typeof value === 'string') texts.add(value);
    },
    TemplateElement({ value }) {
      texts.add(value.cooked ?? '');
    },
  }).visit(parseSync(file, readFileSync(join(dist, file), 'utf8')).program);
  return texts;
}

describe('what was built', () => {
  it('holds the migrations and verify.py as they are in the sources', () => {
    const app = textsIn('main.js');
    for (const [name, sql] of MIGRATIONS) expect(app.has(sql), name).toBe(true);
    expect(app.has(VERIFY_SCRIPT)).toBe(true);
    expect(textsIn('collector.js').has(VERIFY_SCRIPT)).toBe(true);
  });

  it.each(['main.js', 'strongroom.js', 'cli.js', 'collector.js'])('looks for no text beside itself: %s', (file) => {
    expect(readFileSync(join(dist, file), 'utf8')).not.toMatch(/\.(sql|py)["'], *import\.meta\.url/);
  });
});

describe('a text', () => {
  let root: string;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'halligan-inline-'));
  });
  afterEach(() => rmSync(root, { recursive: true }));

  /** Builds `src/entry.ts` as a program, into a folder that has none of the texts, and gives what it exports as `found`. */
  async function built(source: string, texts: Readonly<Record<string, string>> = {}): Promise<unknown> {
    for (const [file, text] of Object.entries({ ...texts, 'src/entry.ts': `import { readFileSync } from 'node:fs';\n${source}` })) {
      mkdirSync(dirname(join(root, file)), { recursive: true });
      writeFileSync(join(root, file), text);
    }
    const output = { entryFileNames: 'entry.mjs' };
    await build({
      configFile: false,
      logLevel: 'silent',
      root,
      plugins: [inlineText()],
      build: { ssr: join(root, 'src/entry.ts'), outDir: join(root, 'out/far'), minify: false, rolldownOptions: { output } },
    });
    for (const file of Object.keys(texts)) rmSync(join(root, file));
    const { found } = (await import(pathToFileURL(join(root, 'out/far/entry.mjs')).href)) as { found: unknown };
    return found;
  }

  it('is what the file holds, whatever that is, in one module as often as it is read', async () => {
    const odd = '\ufeff-- `a` \u0024{b} \\n "c" \'d\'\r\n\u2028 𝔘 </script>\n';
    const source = `export const found: string[] = [
      readFileSync(new URL('./a.sql', import.meta.url), 'utf8'),
      readFileSync(new URL('../more/b.py', import.meta.url), 'utf8'),
      readFileSync(new URL("./a.sql", import.meta.url), "utf8"),
    ];`;
    expect(await built(source, { 'src/a.sql': odd, 'more/b.py': 'b' })).toEqual([odd, 'b', odd]);
  });

  it('that is code is left alone', async () => {
    expect(await built("export const found = new URL('./worker.ts', import.meta.url).pathname.endsWith('/worker.ts');")).toBe(true);
  });

  it.each([
    ['as bytes', "readFileSync(new URL('./a.sql', import.meta.url))"],
    ['in another encoding', "readFileSync(new URL('./a.sql', import.meta.url), 'latin1')"],
    ['by a name of its own', "new URL('./a.sql', import.meta.url)"],
  ])('that is read %s does not build', async (_, read) => {
    await expect(built(`export const found = ${read};`, { 'src/a.sql': 'a' })).rejects.toThrow(
      /entry\.ts names \.\/a\.sql: only readFileSync/,
    );
  });

  it('that is not there does not build', async () => {
    await expect(built("export const found = readFileSync(new URL('./none.sql', import.meta.url), 'utf8');")).rejects.toThrow(/none\.sql/);
  });
});
