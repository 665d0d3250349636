import { existsSync, mkdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { SetupStop } from './stop.mjs';

/** One file of each part: if any of these is gone, the copy is not whole. */
const PARTS = [
  'package.json',
  'package-lock.json',
  'tsconfig.json',
  'build/start.ts',
  'build/test.ts',
  'shared/base/app-error.ts',
  'shared/format/FORMAT.md',
  'core/engine/wiring.ts',
  'core/strongroom/main.ts',
  'electron/main.ts',
  'electron/preload.ts',
  'rescue/boot.ts',
  'renderer/index.html',
  'cli/halligan.ts',
  'collector/program/main.ts',
];

/**
 * Refuses a copy with missing parts.
 * @param {string} root
 */
export function assertWhole(root) {
  const missing = PARTS.filter((part) => !existsSync(join(root, part)));
  if (missing.length === 0) return;
  const named = missing.length > 4 ? `${missing.slice(0, 4).join(', ')} and ${missing.length - 4} more` : missing.join(', ');
  throw new SetupStop(`this copy of it is not whole (missing: ${named}): run \`git checkout -- .\` in ${root}, or clone it again.`);
}

/**
 * Refuses a folder that cannot be written to, or whose disk has not `megabytes` left. Found out by writing, since permissions alone
 * do not tell of read-only and full disks.
 * @param {string} root
 * @param {number} megabytes
 */
export function assertRoom(root, megabytes) {
  const probe = join(root, '.cache', `probe-${process.pid}`);
  try {
    // Not `recursive`: on a read-only disk that reports a missing folder.
    if (!existsSync(join(root, '.cache'))) mkdirSync(join(root, '.cache'));
    writeFileSync(probe, Buffer.alloc(65_536, 1), { flush: true });
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    if (code === 'ENOSPC' || code === 'EDQUOT') throw new SetupStop(noSpace(root, megabytes, 'none'));
    throw new SetupStop(`it cannot write to ${root} (${code}): run it as the owner of that folder, or clone it into a folder of your own.`);
  } finally {
    rmSync(probe, { force: true });
  }
  const disk = statfsSync(root);
  const free = Math.floor((disk.bavail * disk.bsize) / 1_000_000);
  if (free < megabytes) throw new SetupStop(noSpace(root, megabytes, `${free} MB`));
}

/**
 * @param {string} root
 * @param {number} megabytes
 * @param {string} free
 */
function noSpace(root, megabytes, free) {
  return `the disk of ${root} is too full (${megabytes} MB are needed, ${free} free): make room there, then run the same command again.`;
}
