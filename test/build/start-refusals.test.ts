import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { machineNode, makeTree, programPath, type Said, say, type Tree } from './tree.ts';

/** Each way in which a machine can be wrong, met by the real start: one sentence with the fix, exit code 1, in seconds. */
let tree: Tree;
beforeEach(() => {
  tree = makeTree();
});
afterEach(() => tree.remove());

const node = machineNode();

function start(env: NodeJS.ProcessEnv, before: readonly string[] = []): Promise<Said> {
  return say([...before, node, join(tree.root, 'build/start.mjs')], { cwd: tree.root, env });
}

/** One line, ours, with the fix in it; nothing like a stack. */
function expectSentence(said: Said, sentence: RegExp, withinMs = 20_000): void {
  const lines = said.text.trim().split('\n');
  expect(lines.filter((line) => !line.startsWith('Halligan: installing'))).toEqual([expect.stringMatching(sentence)]);
  expect(said.code).toBe(1);
  expect(said.ms).toBeLessThan(withinMs);
}

/** In a mount namespace of its own, so that nothing is left mounted. */
const privately = (script: string): readonly string[] => [programPath('unshare'), '-rm', '/bin/sh', '-c', `${script}; exec "$@"`, 'sh'];

describe('the set-up refuses, in one sentence with the fix,', () => {
  it('an old Node', async () => {
    // The one thing that is pretended: the version number, before our first line runs.
    const old = 'data:text/javascript,Object.defineProperty(process,"versions",{value:{...process.versions,node:"18.19.0"}})';
    const said = await say([node, '--import', old, join(tree.root, 'build/start.mjs')], { cwd: tree.root, env: { PATH: tree.path() } });
    expectSentence(said, /^Halligan: Node 18\.19\.0 is too old .*install Node 20 or later/);
  });

  it('a copy with missing files', async () => {
    rmSync(join(tree.root, 'electron'), { recursive: true });
    rmSync(join(tree.root, 'cli'), { recursive: true });
    const sentence = /not whole \(missing: electron\/main\.ts, electron\/preload\.ts, cli\/halligan\.ts\): run `git checkout -- \.`/;
    expectSentence(await start({ PATH: tree.path() }), sentence);
  });

  it('a folder that cannot be written to', async () => {
    const readOnly = privately(`mount --bind "${tree.root}" "${tree.root}" && mount -o remount,bind,ro "${tree.root}"`);
    expectSentence(
      await start({ PATH: process.env['PATH'] }, readOnly),
      /cannot write to .* \(EROFS\): run it as the owner of that folder, or clone it/,
    );
  });

  it('a disk that is nearly full', async () => {
    const place = join(tree.root, '.cache');
    const small = privately(`mkdir -p "${place}" && mount -t tmpfs -o size=20m none /mnt && cp -r "${tree.root}"/* /mnt/ && cd /mnt`);
    const said = await say([...small, node, '/mnt/build/start.mjs'], { cwd: tree.root, env: { PATH: process.env['PATH'] } });
    expectSentence(said, /the disk of \/mnt is too full \(1200 MB are needed, \d+ MB free\): make room there/);
  });

  it('a disk with nothing left at all', async () => {
    const full = privately(
      `mount -t tmpfs -o size=20m none /mnt && cp -r "${tree.root}"/* /mnt/ && (cat /dev/zero > /mnt/fill; true) 2>/dev/null`,
    );
    const said = await say([...full, node, '/mnt/build/start.mjs'], { cwd: tree.root, env: { PATH: process.env['PATH'] } });
    expectSentence(said, /the disk of \/mnt is too full \(1200 MB are needed, none free\): make room there/);
  });

  it('a machine without npm', async () => {
    expectSentence(await start({ PATH: tree.path() }), /npm was not found: install Node together with npm/);
  });

  it('a registry that cannot be reached', async () => {
    const env = {
      PATH: `${tree.path('npm', 'node', 'sh', 'env')}`,
      HOME: tree.root,
      npm_config_registry: 'http://127.0.0.1:9',
      npm_config_cache: join(tree.root, 'cache'),
    };
    const sentence =
      /npm could not install its packages \(ECONNREFUSED: .*\): connect this machine to the npm registry once .*\.cache\/npm\.log/;
    // npm itself tries again twice; on a busy machine that takes longest.
    expectSentence(await start(env), sentence, 90_000);
  }, 120_000);

  it('a package.json in the middle of a merge', async () => {
    tree.write('package.json', '<<<<<<< HEAD\n{}\n');
    const env = { PATH: tree.path('npm', 'node', 'sh', 'env'), HOME: tree.root, npm_config_cache: join(tree.root, 'cache') };
    expectSentence(await start(env), /npm could not install its packages \(EJSONPARSE: .*\): run `npm ci` here to see more/);
  });

  it('a machine without a browser, naming the one command', async () => {
    tree.linkModules();
    expectSentence(await start({ PATH: tree.path(), DISPLAY: ':0' }), /lacks .*chromium.*: run `sudo [^`]+`, then the same command again/);
  });

  it('a machine without what the tests alone need, naming it all to them and none of it to the start', async () => {
    tree.linkModules();
    tree.pretendBuilt();
    const env = { PATH: tree.path(), DISPLAY: ':0', HALLIGAN_BROWSER: programPath('true') };
    const tests = await say([node, join(tree.root, 'build/test.mjs')], { cwd: tree.root, env });
    expectSentence(tests, /lacks xvfb, .*keepassxc, golang-go.*: run `sudo [^`]*golang-go[^`]*`, then the same command again/);
    expect((await start({ ...env, HALLIGAN_HOST: 'chrome' })).text).not.toContain('golang-go');
  });

  it('a browser that is named and is not there', async () => {
    tree.linkModules();
    tree.pretendBuilt();
    const said = await start({ PATH: tree.path(), DISPLAY: ':0', HALLIGAN_BROWSER: '/no/such/browser' });
    expectSentence(said, /HALLIGAN_BROWSER names \/no\/such\/browser, which is no program that can be run/);
  });

  it('an Electron that is asked for and is not there', async () => {
    tree.linkModules();
    tree.pretendBuilt();
    const env = {
      PATH: tree.path(),
      DISPLAY: ':0',
      HALLIGAN_BROWSER: programPath('true'),
      HALLIGAN_HOST: 'electron',
      ELECTRON_OVERRIDE_DIST_PATH: '/none',
    };
    expectSentence(await start(env), /Electron's binary is not installed: run `npx install-electron`/);
  });

  it('a host that does not exist', async () => {
    tree.linkModules();
    tree.pretendBuilt();
    const env = { PATH: tree.path(), DISPLAY: ':0', HALLIGAN_BROWSER: programPath('true'), HALLIGAN_HOST: 'chrome' };
    expectSentence(await start(env), /HALLIGAN_HOST is `chrome`: set it to electron or rescue/);
  });

  it('sources that do not build', async () => {
    tree.linkModules();
    writeFileSync(join(tree.root, 'electron/main.ts'), 'export const broken = ;');
    const said = await start({ PATH: tree.path(), DISPLAY: ':0', HALLIGAN_BROWSER: programPath('true') });
    const lines = said.text.trim().split('\n');
    expect(lines).toEqual([
      'Halligan: building.',
      expect.stringMatching(/^Halligan: it does not build \(.+\): the report is in \.cache\/build\.log\.$/),
    ]);
    expect(said.code).toBe(1);
  });
});
