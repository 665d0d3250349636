import { readFileSync } from 'node:fs';
import { processTree } from '../../harness/process-tree.ts';
import { type Figure, figure } from '../figure.ts';

const ROLES: readonly (readonly [role: string, mark: RegExp])[] = [
  ['strongroom', /strongroom\.js/],
  ['page', /--type=renderer/],
  ['graphics', /--type=gpu-process/],
  ['zygotes', /--type=zygote/],
  ['services', /--type=utility/],
  ['crash handler', /crashpad/],
  ['main', /main\.js/],
];

/**
 * The proportional memory (PSS: shared pages counted in parts) of the app's processes, all together and by what they do. Null where
 * the system does not say it.
 */
export function measureMemory(pid: number, when: string): readonly Figure[] | null {
  const byRole = new Map<string, number>();
  for (const one of processTree(pid)) {
    const mebibytes = pssOf(one);
    if (mebibytes === null) continue;
    const role = roleOf(one);
    byRole.set(role, (byRole.get(role) ?? 0) + mebibytes);
  }
  if (byRole.size === 0) return null;
  const total = [...byRole.values()].reduce((sum, one) => sum + one, 0);
  const parts = [...byRole].sort(([, a], [, b]) => b - a).map(([role, mebibytes]) => figure(`  of it ${role}`, 'MiB', [mebibytes]));
  return [figure(`memory of all processes (PSS), ${when}`, 'MiB', [total]), ...parts];
}

function roleOf(pid: number): string {
  const line = read(pid, 'cmdline')?.replaceAll('\0', ' ') ?? '';
  return ROLES.find(([, mark]) => mark.test(line))?.[0] ?? 'browser';
}

function pssOf(pid: number): number | null {
  const kibibytes = /^Pss:\s+(\d+) kB$/m.exec(read(pid, 'smaps_rollup') ?? '')?.[1];
  return kibibytes === undefined ? null : Number(kibibytes) / 1024;
}

/** Null when the process has ended or the system has no such file. */
function read(pid: number, name: string): string | null {
  try {
    return readFileSync(`/proc/${pid}/${name}`, 'utf8');
  } catch {
    return null;
  }
}
