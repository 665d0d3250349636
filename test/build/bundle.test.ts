import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isBuilt } from '../../build/bundle/stamp.ts';
import { makeTree, type Said, say, type Tree } from './tree.ts';

let tree: Tree;
beforeEach(() => {
  tree = makeTree();
  tree.linkModules();
  tree.write('shared/base/word.ts', "export const word = 'a word of ours';");
  tree.write(
    'electron/main.ts',
    "import { app } from 'electron';\nimport Database from 'better-sqlite3';\nimport { word } from '../shared/base/word.ts';\nconsole.log(app, Database, word, await import('../shared/base/late.ts'));",
  );
  tree.write('shared/base/late.ts', "import sodium from 'libsodium-wrappers';\nexport const late = ['a late word', sodium];");
  tree.write(
    'electron/preload.ts',
    "import { contextBridge } from 'electron';\nimport { word } from '../shared/base/word.ts';\ncontextBridge.exposeInMainWorld('word', word);",
  );
  tree.write('core/strongroom/main.ts', "import { z } from 'zod';\nconsole.log(z.string().parse('strong'));");
  tree.write('cli/halligan.ts', "#!/usr/bin/env node\nconsole.log('cli', process.argv.slice(2));");
  tree.write('collector/program/main.ts', "console.log('collector', process.argv.slice(2));");
  tree.write('renderer/index.html', '<!doctype html><title>x</title><div id="root"></div><script type="module" src="./main.tsx"></script>');
  tree.write(
    'renderer/main.tsx',
    "import { createRoot } from 'react-dom/client';\nimport './app.css';\nimport mark from './mark.svg';\ncreateRoot(document.body).render(<img src={mark} alt=\"\" />);",
  );
  tree.write('renderer/app.css', 'p { background: url(./mark.svg) }');
  tree.write('renderer/face/tokens.css', ':root { --ink: #000 }');
  tree.write('verifier/verifier.css', 'p { color: var(--ink) }');
  tree.write('verifier/page/page.ts', "import { word } from '../../shared/base/word.ts';\ndocument.title = word;");
  tree.write('verifier/worker/worker.ts', "import { word } from '../../shared/base/word.ts';\npostMessage(word);");
  tree.write(
    'verifier/index.html',
    '<meta content="/* policy */"><style>/* style */</style><script type="text/plain">/* worker */</script><script>/* script */</script>',
  );
  tree.write('collector/page/index.html', '<!doctype html><title>x</title><script type="module" src="./main.tsx"></script>');
  tree.write(
    'collector/page/main.tsx',
    "import mark from '../../renderer/mark.svg';\ndocument.title = mark;\nnew Worker(new URL('./worker.ts', import.meta.url), { type: 'module' });",
  );
  tree.write('collector/page/worker.ts', "import { word } from '../../shared/base/word.ts';\npostMessage(word);");
  tree.write('renderer/mark.svg', '<svg xmlns="http://www.w3.org/2000/svg" />');
});
afterEach(() => tree.remove());

const build = (): Promise<Said> => say([process.execPath, join(tree.root, 'build/bundle.ts')], { cwd: tree.root, env: process.env });
const built = (file: string): string => readFileSync(join(tree.root, 'dist', file), 'utf8');
const files = (folder: string): string[] =>
  readdirSync(join(tree.root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(join(tree.root, folder).length + 1))
    .sort();

describe('dist/', () => {
  it('holds one file for each program, with our sources inside and the externals outside', async () => {
    expect(await build()).toMatchObject({ code: 0, text: expect.stringMatching(/^Built dist\/ in \d+ ms/) });
    expect(readdirSync(join(tree.root, 'dist')).sort()).toEqual([
      'THIRD-PARTY-NOTICES.txt',
      'assets.json',
      'block-worker.js',
      'cli.js',
      'collector-page',
      'collector.js',
      'main.js',
      'preload.cjs',
      'renderer',
      'stamp',
      'strongroom.js',
      'verifier.html',
    ]);
    const main = built('main.js');
    for (const name of ['electron', 'better-sqlite3', 'libsodium-wrappers']) expect(main).toMatch(new RegExp(`from ["']${name}["']`));
    expect(main).toContain('a word of ours');
    expect(main).toContain('a late word');
    const preload = built('preload.cjs');
    expect(preload).toMatch(/require\(["']electron["']\)/);
    expect(preload).not.toMatch(/^(import|export) /m);
    expect(preload).toContain('a word of ours');
    const strongroom = await say([process.execPath, join(tree.root, 'dist/strongroom.js')], { cwd: '/', env: {} });
    expect(strongroom.text).toBe('strong\n');
  });

  it('holds a command that starts itself', async () => {
    await build();
    expect(statSync(join(tree.root, 'dist/cli.js')).mode & 0o111).toBe(0o111);
    expect(built('cli.js').match(/^#!/gm)).toHaveLength(1);
    const said = await say([join(tree.root, 'dist/cli.js'), 'verify'], { cwd: tree.root, env: process.env });
    expect(said.text).toBe("cli [ 'verify' ]\n");
  });

  it('holds the page for outsiders in one file, whose policy names its own script and style by hash and nothing else', async () => {
    await build();
    const page = built('verifier.html');
    const policy = /content="([^"]*)"/.exec(page)?.[1];
    const hashOf = (tag: RegExp): string =>
      `'sha256-${createHash('sha256')
        .update(tag.exec(page)?.[1] ?? '')
        .digest('base64')}'`;
    expect(policy).toBe(
      `default-src 'none'; script-src ${hashOf(/<script>([\s\S]*?)<\/script>/)}; style-src ${hashOf(/<style>([\s\S]*?)<\/style>/)}; worker-src blob:; base-uri 'none'; form-action 'none'`,
    );
    expect(page.match(/a word of ours/g)).toHaveLength(2);
    tree.write('verifier/worker/worker.ts', "postMessage('</script>');");
    await build();
    expect(built('verifier.html').match(/<\/script/gi)).toHaveLength(2);
  });

  it('maps every file of the renderer by its path, with type and hash, and nothing is inlined', async () => {
    await build();
    const map = JSON.parse(built('assets.json')) as Record<string, { file: string; type: string; sha256: string }>;
    const there = files('dist/renderer');
    expect(Object.keys(map).sort()).toEqual(['/', ...there.map((file) => `/${file}`)].sort());
    expect(new Set(Object.values(map).map((asset) => asset.type))).toEqual(
      new Set(['text/html; charset=utf-8', 'text/javascript; charset=utf-8', 'text/css; charset=utf-8', 'image/svg+xml']),
    );
    for (const { file, sha256 } of Object.values(map)) {
      const bytes = readFileSync(join(tree.root, 'dist/renderer', file));
      expect(createHash('sha256').update(bytes).digest('hex')).toBe(sha256);
      if (!file.endsWith('.js')) expect(bytes.toString()).not.toContain('data:');
    }
    expect(built('renderer/index.html')).not.toMatch(/<script(?![^>]*\bsrc=)/);
  });

  it('holds the collector’s page, whose scripts and worker are files of their own', async () => {
    await build();
    const there = files('dist/collector-page');
    expect(there).toEqual([
      expect.stringMatching(/^assets\/index-.+\.js$/),
      expect.stringMatching(/^assets\/mark-.+\.svg$/),
      expect.stringMatching(/^assets\/worker-.+\.js$/),
      'index.html',
    ]);
    expect(built(`collector-page/${there[2]}`)).toContain('a word of ours');
    expect(built('collector-page/index.html')).not.toMatch(/<script(?![^>]*\bsrc=)/);
    for (const file of there) expect(built(`collector-page/${file}`)).not.toMatch(/data:|new Blob\(/);
  });

  it('is the same bytes from the same sources', async () => {
    await build();
    const first = files('dist').map((file) => built(file));
    await build();
    expect(files('dist').map((file) => built(file))).toEqual(first);
  });

  it('is built anew when a source changes, and only then', async () => {
    await build();
    expect(isBuilt(tree.root)).toBe(true);
    tree.write('shared/base/word.test.ts', 'export {};');
    expect(isBuilt(tree.root)).toBe(true);
    tree.write('shared/base/word.ts', "export const word = 'another word';");
    expect(isBuilt(tree.root)).toBe(false);
    await build();
    rmSync(join(tree.root, 'dist/preload.cjs'));
    expect(isBuilt(tree.root)).toBe(false);
  });
});

describe('a build that fails', () => {
  it('for missing entries names them all', async () => {
    rmSync(join(tree.root, 'cli/halligan.ts'));
    rmSync(join(tree.root, 'renderer/index.html'));
    const said = await build();
    expect(said).toMatchObject({ code: 1, text: 'Nothing can be built: cli/halligan.ts, renderer/index.html are missing.\n' });
  });

  it('for a fault in the source leaves dist/ as it was, and nothing half-made', async () => {
    await build();
    const before = files('dist').map((file) => built(file));
    tree.write('core/strongroom/main.ts', "import { gone } from './gone.ts';\nconsole.log(gone);");
    const said = await build();
    expect(said.code).toBe(1);
    expect(said.text).toContain('gone.ts');
    expect(files('dist').map((file) => built(file))).toEqual(before);
    expect(readdirSync(join(tree.root, '.cache'))).toEqual([]);
  });

  it.each([
    ['in a program', 'core/strongroom/main.ts', "import ajv from 'ajv';\nconsole.log(ajv);"],
    ['in a page', 'renderer/main.tsx', "import ajv from 'ajv';\nconsole.log(ajv);"],
  ])('for a tool of ours %s, whose licence nobody would be told', async (_, file, text) => {
    tree.write(file, text);
    const said = await build();
    expect(said.text).toMatch(/^node_modules\/[\w-]+ is in what was built and no production dependency: move it to `dependencies`\.$/m);
    expect(said.code).toBe(1);
  });

  it('for a file of unknown type says where its type is written', async () => {
    tree.write('renderer/tune.ogg', 'x');
    tree.write('renderer/main.tsx', "import tune from './tune.ogg?url';\nconsole.log(tune);");
    const said = await build();
    expect(said.text).toMatch(/dist\/renderer\/assets\/tune-\w+\.ogg has no type: give \.ogg a line in build\/bundle\/assets\.ts\./);
    expect(said.code).toBe(1);
  });
});
