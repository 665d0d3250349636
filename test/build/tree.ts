import { spawn } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { sourceStamp } from '../../build/bundle/stamp.ts';

const project = join(import.meta.dirname, '../..');

/** A small copy of the project that its start can be run in: build/ as it is, the other parts as empty files. */
export interface Tree {
  readonly root: string;
  /** A folder for PATH that holds just the programs named. */
  path(...programs: readonly string[]): string;
  /** The project's own node_modules, by a link. */
  linkModules(): void;
  /** Empty bundles with the stamp of this tree's sources, so that nothing is built. */
  pretendBuilt(): void;
  write(file: string, text: string): void;
  /** Files of the project, each to its own place here. */
  copy(...files: readonly string[]): void;
  remove(): void;
}

/** How a command ended, and what it said on both streams. */
export interface Said {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly text: string;
  readonly ms: number;
}

const parts = [
  'shared/base/app-error.ts',
  'shared/format/FORMAT.md',
  'core/engine/wiring.ts',
  'core/strongroom/main.ts',
  'cli/halligan.ts',
  'cli/block-worker.ts',
  'collector/program/main.ts',
];
const faces = ['electron/main.ts', 'electron/preload.ts', 'rescue/boot.ts', 'renderer/index.html', 'collector/page/index.html'];

/** What vitest.config.ts names, and what that loads. */
export const UNIT_SET_UP = ['test/harness/base/print-seed.ts', 'test/harness/base/fixed-seed.ts', 'test/harness/base/seed.ts'] as const;

export function makeTree(): Tree {
  const root = mkdtempSync(join(tmpdir(), 'halligan-tree-'));
  const write = (file: string, text: string): void => {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), text);
  };
  cpSync(join(project, 'build'), join(root, 'build'), { recursive: true });
  const copy = (...files: readonly string[]): void => {
    for (const file of files) cpSync(join(project, file), join(root, file));
  };
  copy('rescue/find-browser.ts', 'collector/program/node-flags.ts', 'package.json', 'package-lock.json', 'tsconfig.json', '.npmrc');
  for (const part of [...parts, ...faces]) write(part, '');
  return {
    root,
    write,
    copy,
    path(...programs) {
      const folder = mkdtempSync(join(root, 'path-'));
      for (const program of programs) symlinkSync(programPath(program), join(folder, program));
      return folder;
    },
    linkModules: () => symlinkSync(join(project, 'node_modules'), join(root, 'node_modules')),
    pretendBuilt() {
      for (const file of [
        'main.js',
        'preload.cjs',
        'strongroom.js',
        'cli.js',
        'block-worker.js',
        'collector.js',
        'assets.json',
        'verifier.html',
        'collector-page/index.html',
        'THIRD-PARTY-NOTICES.txt',
      ])
        write(`dist/${file}`, '');
      write('dist/stamp', sourceStamp(root));
    },
    remove: () => rmSync(root, { recursive: true, force: true }),
  };
}

/** The machine's own Node where it has one outside this project, as a person's `npm start` would use; else the one that runs the tests. */
export function machineNode(): string {
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter((folder) => !folder.includes('node_modules'));
  return folders.map((folder) => join(folder, 'node')).find((file) => existsSync(file)) ?? process.execPath;
}

/** Throws where the machine has no such program. */
export function programPath(name: string): string {
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter((folder) => !folder.includes('node_modules'));
  const found = folders.map((folder) => join(folder, name)).find((file) => existsSync(file));
  if (found === undefined) throw new Error(`this test needs ${name}`);
  return found;
}

/** Runs a command to its end; it is killed with its group after `limitSeconds`, and `code` is then null. */
export function say(
  command: readonly string[],
  options: { cwd: string; env: NodeJS.ProcessEnv; limitSeconds?: number; onStart?: (pid: number, heard: () => string) => void },
): Promise<Said> {
  return new Promise((resolve, reject) => {
    const [program = '', ...args] = command;
    const started = performance.now();
    const child = spawn(program, args, { cwd: options.cwd, env: options.env, stdio: ['ignore', 'pipe', 'pipe'], detached: true });
    const timer = setTimeout(() => process.kill(-(child.pid ?? 0), 'SIGKILL'), (options.limitSeconds ?? 110) * 1000);
    let text = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (piece: string) => {
        text += piece;
      });
    }
    child.once('error', reject);
    child.once('close', (code, signal) => {
      clearTimeout(timer);
      resolve({ code, signal, text, ms: performance.now() - started });
    });
    options.onStart?.(child.pid ?? 0, () => text);
  });
}

/** True while a process of that id runs (a zombie that nobody has waited for does not count). */
export function isAlive(pid: number): boolean {
  try {
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
}
