import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { holdsWithin } from './until.ts';

/** A process and all that it started, by /proc. A child whose parent has died is not found: ask while the parent lives. */
export function processTree(pid: number): number[] {
  const children = new Map<number, number[]>();
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    const parent = parentOf(Number(name));
    if (parent !== null) children.set(parent, [...(children.get(parent) ?? []), Number(name)]);
  }
  const tree: number[] = [];
  const visit = (at: number): void => {
    tree.push(at);
    for (const child of children.get(at) ?? []) visit(child);
  };
  visit(pid);
  return tree;
}

/** Those that still run; a zombie has ended. */
export function stillRunning(pids: readonly number[]): number[] {
  return pids.filter((pid) => {
    const status = readOrNull(`/proc/${pid}/status`);
    return status !== null && !/^State:\s+[ZX]/m.test(status);
  });
}

/** Waits until none of them runs; those that still do after `limitMs`. */
export async function waitForEnd(pids: readonly number[], limitMs = 10_000): Promise<number[]> {
  await holdsWithin(limitMs, () => stillRunning(pids).length === 0);
  return stillRunning(pids);
}

/** The network sockets (TCP, UDP, raw) of these processes, one line each, by the inodes of their file descriptors. */
export function networkSockets(pids: readonly number[]): string[] {
  const found: string[] = [];
  for (const pid of pids) {
    const inodes = socketInodes(pid);
    for (const table of ['tcp', 'tcp6', 'udp', 'udp6', 'udplite', 'udplite6', 'raw', 'raw6']) {
      const lines = (readOrNull(`/proc/${pid}/net/${table}`) ?? '').split('\n').slice(1);
      for (const line of lines) {
        const inode = line.trim().split(/\s+/)[9];
        if (inode !== undefined && inodes.has(inode)) found.push(`${pid} ${table} ${line.trim()}`);
      }
    }
  }
  return found;
}

/** Ends a process that a test started, if it is still there. Throws for 0 and below, which would mean whole groups. */
export function kill(pid: number): void {
  if (!Number.isSafeInteger(pid) || pid < 2) throw new Error(`${pid} is no process of a test`);
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has ended.
  }
}

/** The first of `pids` whose command line has `mark`. Throws when there is none. */
export function processWith(pids: readonly number[], mark: string): number {
  const found = pids.find((pid) => (readOrNull(`/proc/${pid}/cmdline`) ?? '').includes(mark));
  if (found === undefined) throw new Error(`no process with ${mark} among ${pids.length}`);
  return found;
}

function socketInodes(pid: number): Set<string> {
  const inodes = new Set<string>();
  let names: string[];
  try {
    names = readdirSync(`/proc/${pid}/fd`);
  } catch {
    return inodes; // it has ended
  }
  for (const name of names) {
    try {
      const inode = /^socket:\[(\d+)\]$/.exec(readlinkSync(`/proc/${pid}/fd/${name}`))?.[1];
      if (inode !== undefined) inodes.add(inode);
    } catch {
      // Closed meanwhile.
    }
  }
  return inodes;
}

function parentOf(pid: number): number | null {
  const stat = readOrNull(`/proc/${pid}/stat`);
  // The command, in parentheses, may itself hold any character.
  return stat === null ? null : Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
}

function readOrNull(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}
