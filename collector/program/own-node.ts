import { spawn } from 'node:child_process';
import { ownNode } from '../../cli/own-node.ts';
import { NODE_FLAGS } from './node-flags.ts';
import { Stop } from './stop.ts';

const NEEDED = 24;
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Runs this program again under the project's own Node 24 when the machine's is older: there the SQLite addon brings the whole process
 * down. Its exit code, or null when this Node will do. Throws a `Stop` when there is no other.
 */
export async function underOwnNode(script: string, args: readonly string[]): Promise<number | null> {
  if (Number.parseInt(process.versions.node, 10) >= NEEDED) return null;
  const node = ownNode();
  if (node === null)
    throw new Stop(
      `The collector needs Node ${NEEDED} or later, and this is ${process.versions.node}: run npm ci in the folder of Halligan, or use a newer Node.`,
    );
  const child = spawn(node, [...NODE_FLAGS, script, ...args], { stdio: 'inherit' });
  const pass = (signal: NodeJS.Signals): void => void child.kill(signal);
  for (const signal of SIGNALS) process.on(signal, pass);
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => resolve(code ?? 1));
  });
}
