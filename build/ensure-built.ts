import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isBuilt } from './bundle/stamp.ts';
import { runToEnd } from './setup/child.mjs';
import { SetupStop } from './setup/stop.mjs';

const LIMIT_SECONDS = 180;

/** Builds `dist/` where the sources have changed since the last time. Throws a `SetupStop` with the first fault where they do not build. */
export async function ensureBuilt(root: string): Promise<void> {
  if (isBuilt(root)) return;
  console.log('Halligan: building.');
  const { code, how, output } = await runToEnd(process.execPath, [join(root, 'build/bundle.ts')], {
    limitSeconds: LIMIT_SECONDS,
    cwd: root,
  });
  if (code === 0) return;
  mkdirSync(join(root, '.cache'), { recursive: true });
  writeFileSync(join(root, '.cache/build.log'), output);
  const deleted = deletedFiles(root);
  if (deleted.length > 0) {
    throw new SetupStop(`this copy of it is not whole (missing: ${deleted.slice(0, 4).join(', ')}): run \`git checkout -- .\` in ${root}.`);
  }
  const first = output.split('\n').find((line) => line.trim() !== '') ?? 'it said nothing';
  throw new SetupStop(
    how === 'too slow'
      ? `the build did not end in ${LIMIT_SECONDS} s and was stopped: try again.`
      : `it does not build (${first.trim()}): the report is in .cache/build.log.`,
  );
}

/** Files that git knows and that are not there; none where git is not. */
function deletedFiles(root: string): string[] {
  try {
    const said = execFileSync('git', ['ls-files', '--deleted'], {
      cwd: root,
      timeout: 5000,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    return said.split('\n').filter((line) => line !== '');
  } catch {
    return [];
  }
}
