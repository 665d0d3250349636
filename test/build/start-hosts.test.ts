import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { holdsWithin } from '../harness/base/until.ts';
import { isAlive, machineNode, makeTree, programPath, say, type Tree } from './tree.ts';

let tree: Tree;
beforeEach(() => {
  tree = makeTree();
  tree.linkModules();
  tree.pretendBuilt();
});
afterEach(() => tree.remove());

const start = () => [machineNode(), join(tree.root, 'build/start.mjs'), 'a file.halligan'];

/** Electron's binary cannot be had here: a script in its place, in a folder like its own, of the version given. */
function electronFolder(script: string, version?: string): string {
  const manifest = JSON.parse(readFileSync(join(tree.root, 'node_modules/electron/package.json'), 'utf8')) as { version: string };
  const folder = join(tree.root, 'electron-dist');
  mkdirSync(folder);
  writeFileSync(join(folder, 'electron'), `#!/bin/sh\n${script}\n`);
  chmodSync(join(folder, 'electron'), 0o755);
  writeFileSync(join(folder, 'version'), version ?? manifest.version);
  return folder;
}

const env = (more: NodeJS.ProcessEnv): NodeJS.ProcessEnv => ({
  PATH: tree.path('sleep'),
  DISPLAY: ':0',
  HALLIGAN_BROWSER: programPath('true'),
  ...more,
});

describe('the host is chosen by what is there, and said', () => {
  it('Electron where its binary is: with the app, the arguments and the exit code', async () => {
    const folder = electronFolder('for one in "$@"; do echo "[$one]"; done; exit 7');
    const said = await say(start(), { cwd: tree.root, env: env({ ELECTRON_OVERRIDE_DIST_PATH: folder }) });
    expect(said.text).toMatch(/^Halligan opens in Electron \d+\.\d+\.\d+\./);
    expect(said.text).toContain(`[${tree.root}]\n[a file.halligan]\n`);
    expect(said.code).toBe(7);
  });

  it('the rescue host where Electron is of another version, saying so', async () => {
    tree.write('rescue/boot.ts', "console.log('boot', process.argv.slice(2), process.env['HALLIGAN_BROWSER'], process.version);");
    const folder = electronFolder('exit 9', '12.0.0');
    const said = await say(start(), { cwd: tree.root, env: env({ ELECTRON_OVERRIDE_DIST_PATH: folder }) });
    expect(said.text).toMatch(/^Halligan opens in the rescue host, because Electron 12\.0\.0 is installed, and this app is made for \d+/);
    expect(said.text).toContain(`boot [ '${join(tree.root, 'dist/main.js')}', 'a file.halligan' ] ${programPath('true')} v24.`);
    expect(said.code).toBe(0);
  });

  it('the rescue host where it is asked for, though Electron is there', async () => {
    tree.write('rescue/boot.ts', "console.log('boot');");
    const more = { ELECTRON_OVERRIDE_DIST_PATH: electronFolder('exit 9'), HALLIGAN_HOST: 'rescue' };
    const said = await say(start(), { cwd: tree.root, env: env(more) });
    expect(said.text).toMatch(/^Halligan opens in the rescue host, because HALLIGAN_HOST asks for it\.\n {2}It is the same app/);
    expect(said.text).toMatch(/\nboot\n$/);
    expect(said.code).toBe(0);
  });
});

describe('signals', () => {
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) {
    it(`${signal} reaches the app, which ends in order, and nothing stays behind`, async () => {
      const script = 'trap "echo ending; exit 0" TERM INT HUP; echo "up $$"; while :; do sleep 0.1; done';
      const said = await say(start(), {
        cwd: tree.root,
        env: env({ ELECTRON_OVERRIDE_DIST_PATH: electronFolder(script) }),
        limitSeconds: 30,
        onStart: (pid, heard) => {
          const timer = setInterval(() => {
            if (!heard().includes('up ')) return;
            clearInterval(timer);
            process.kill(pid, signal);
          }, 50);
        },
      });
      expect(said.text).toContain('ending');
      expect(said.code).toBe(0);
      expect(isAlive(Number(/up (\d+)/.exec(said.text)?.[1]))).toBe(false);
    });
  }
});

describe('without a display', () => {
  const rehearsal = (ending: string): string => `
    import { execFileSync } from 'node:child_process';
    import { mkdirSync } from 'node:fs';
    mkdirSync(process.argv[3] ?? '', { recursive: true });
    console.log('screen', execFileSync('xdotool', ['getdisplaygeometry'], { encoding: 'utf8' }).trim(), process.argv[2]);
    ${ending}`;
  const bare = (): NodeJS.ProcessEnv => ({ PATH: tree.path('Xvfb', 'xdotool', 'setpriv'), HALLIGAN_BROWSER: programPath('true') });

  it('it says so, runs the rehearsal on a virtual screen that it can draw on, and says where the pictures and the log lie', async () => {
    tree.write('test/rehearsal/rehearse.ts', rehearsal(''));
    const said = await say(start(), { cwd: tree.root, env: bare() });
    expect(said.text).toContain('There is no display here');
    expect(said.text).toContain('screen 1440 1000 --out\n');
    expect(said.text).toMatch(/The rehearsal ended well\.\nPictures: (\S+)\/shots\nLog: \1\/log\nSummary: \1\/summary\.json\n$/);
    expect(said.code).toBe(0);
  });

  it('the failure of the rehearsal is its own', async () => {
    tree.write('test/rehearsal/rehearse.ts', rehearsal('process.exit(4);'));
    const said = await say(start(), { cwd: tree.root, env: bare() });
    expect(said.text).toContain('The rehearsal failed (exit code 4).');
    expect(said.code).toBe(4);
  });

  it('the virtual screen ends with the program that opened it, killed outright', async () => {
    tree.write('test/rehearsal/rehearse.ts', rehearsal("console.log('under', process.ppid); setInterval(() => undefined, 1000);"));
    let screen = 0;
    const said = await say(start(), {
      cwd: tree.root,
      env: bare(),
      limitSeconds: 30,
      onStart: (pid, heard) => {
        const timer = setInterval(async () => {
          const opener = Number(/under (\d+)\n/.exec(heard())?.[1] ?? 0);
          if (opener === 0) return;
          clearInterval(timer);
          screen = childNamed(opener, 'Xvfb');
          process.kill(opener, 'SIGKILL');
          await holdsWithin(5_000, () => !isAlive(screen));
          if (!isAlive(screen)) process.kill(-pid, 'SIGKILL');
        }, 50);
      },
    });
    expect(screen).toBeGreaterThan(0);
    expect(said.ms).toBeLessThan(25_000);
    expect(isAlive(screen)).toBe(false);
  });
});

/** The child of that name, or 0. */
function childNamed(parent: number, name: string): number {
  const children = readFileSync(`/proc/${parent}/task/${parent}/children`, 'utf8').trim().split(' ');
  return Number(children.find((child) => readFileSync(`/proc/${child}/comm`, 'utf8').trim() === name) ?? 0);
}
