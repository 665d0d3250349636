import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';

const NEEDED = 24;

/**
 * Runs this command again under the project's own Node 24 when the machine's is older: there the SQLite addon brings the
 * whole process down. Its exit code; null when this Node will do; the sentence when there is no other.
 */
export function runUnderOwnNode(script: string, args: readonly string[]): number | string | null {
  if (Number.parseInt(process.versions.node, 10) >= NEEDED) return null;
  const node = ownNode();
  if (node === null)
    return `A vault file can only be read on Node ${NEEDED} or later; this is ${process.versions.node}. Run npm ci in the folder of Halligan, or use a newer Node.`;
  const { status } = spawnSync(node, [script, ...args], { stdio: 'inherit' });
  return status ?? 1;
}

/** The Node 24 that npm installed with Halligan, or null. */
export function ownNode(): string | null {
  const platform = process.platform === 'win32' ? 'win' : process.platform;
  const program = process.platform === 'win32' ? 'bin/node.exe' : 'bin/node';
  try {
    const path = createRequire(import.meta.url).resolve(`node-${platform}-${process.arch}/${program}`);
    return existsSync(path) ? path : null;
  } catch {
    return null;
  }
}
