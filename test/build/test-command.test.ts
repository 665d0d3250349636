import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeTree, programPath, type Said, say, type Tree, UNIT_SET_UP } from './tree.ts';

/** `npm test` itself, run in a small tree with the real runners. */
let tree: Tree;
beforeEach(() => {
  tree = makeTree();
  tree.linkModules();
  tree.pretendBuilt();
  tree.copy('vitest.config.ts', 'biome.json', ...UNIT_SET_UP);
});
afterEach(() => tree.remove());

function run(only: string): Promise<Said> {
  const env = { ...process.env, HALLIGAN_TEST_ONLY: only };
  return say([process.execPath, join(tree.root, 'build/test.ts')], { cwd: tree.root, env, limitSeconds: 90 });
}

const lastLine = (said: Said): string | undefined => said.text.trimEnd().split('\n').at(-1);
const sound =
  "import { expect, it } from 'vitest';\nit('adds', () => expect(1 + 1).toBe(2));\nit('adds more', () => expect(2 + 2).toBe(4));";

describe('npm test', () => {
  it('ends with the sum of what its runners counted', async () => {
    tree.write('test/shared/base/sum.test.ts', sound);
    const said = await run('unit,package');
    expect(said.text).toMatch(/^ok {5}unit +2 passed/m);
    // The packaging test is not in this small tree: a step that runs no test has failed.
    expect(said.text).toMatch(/^FAILED package +0 passed/m);
    expect(lastLine(said)).toBe('2 passed, 1 failed');
    expect(said.code).toBe(1);
  });

  it('shows the log of the first failure and goes no further', async () => {
    tree.write('test/shared/base/sum.test.ts', `${sound}\nit('fails', () => expect('this').toBe('that'));`);
    const said = await run('unit,package');
    expect(said.text).toMatch(/^FAILED unit +2 passed/m);
    expect(said.text).toContain("expected 'this' to be 'that'");
    expect(said.text).toContain('unit: exit code 1. The whole log: out/test/unit.log');
    expect(said.text).not.toMatch(/package +\d/);
    expect(lastLine(said)).toBe('2 passed, 1 failed');
    expect(said.code).toBe(1);
    expect(readFileSync(join(tree.root, 'out/test/unit.log'), 'utf8')).toContain("expected 'this' to be 'that'");
  });

  it('takes a skipped test, and a suite without one, for failures', async () => {
    tree.write('test/shared/base/sum.test.ts', `${sound}\nit.skip('is left out', () => undefined);`);
    expect(lastLine(await run('unit'))).toBe('2 passed, 1 failed');
    tree.write('test/shared/base/sum.test.ts', '');
    expect(lastLine(await run('unit'))).toBe('0 passed, 1 failed');
  });

  it('goes on without the verifiers of others, and names what their tests leave out', async () => {
    const tools = ['Xvfb', 'strace', 'ss', 'ps', 'xclip', 'xdotool', 'keepassxc-cli'];
    const env = { PATH: tree.path(...tools), HALLIGAN_BROWSER: programPath('true'), HALLIGAN_TEST_ONLY: 'unit' };
    const why = 'this machine lacks golang-go: on Debian, run `sudo apt-get install golang-go`';
    tree.write(
      'test/shared/base/sum.test.ts',
      `${sound}\nit('asks Go', (context) => { context.task.meta.leftOut = ${JSON.stringify(why)}; context.skip(); });`,
    );
    const said = await say([process.execPath, join(tree.root, 'build/test.mjs')], { cwd: tree.root, env, limitSeconds: 90 });
    expect(said.text).toContain(`skipped  asks Go: ${why}`);
    expect(lastLine(said)).toBe('2 passed, 0 failed, 1 skipped');
    expect(said.code).toBe(0);
  });

  it('refuses the name of no step', async () => {
    const said = await run('unit,everything');
    expect(said.text).toMatch(/^Halligan: HALLIGAN_TEST_ONLY names everything: the steps are lock, lint, types,/);
    expect(said.code).toBe(1);
  });

  it('names what is wrong with a lock file', async () => {
    const manifest = JSON.parse(readFileSync(join(tree.root, 'package.json'), 'utf8')) as { dependencies: Record<string, string> };
    tree.write('package.json', JSON.stringify({ ...manifest, dependencies: { ...manifest.dependencies, zod: '^4.0.0' } }));
    const lock = JSON.parse(readFileSync(join(tree.root, 'package-lock.json'), 'utf8')) as {
      packages: Record<string, Record<string, unknown>>;
    };
    const qr = { ...lock.packages['node_modules/qr'], hasInstallScript: true, integrity: undefined };
    tree.write('package-lock.json', JSON.stringify({ ...lock, packages: { ...lock.packages, 'node_modules/qr': qr } }));
    const said = await run('lock');
    expect(said.text).toContain('package.json and package-lock.json differ in dependencies');
    expect(said.text).toContain('zod is not pinned to one version (^4.0.0)');
    expect(said.text).toContain('node_modules/qr has no integrity hash');
    expect(said.text).toContain('node_modules/qr wants to run an install script');
    expect(lastLine(said)).toBe('0 passed, 1 failed');
  });
});
