import { readFileSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { processTree } from '../../harness/base/process-tree.ts';
import { type Figure, figure } from '../measure/figure.ts';

const ROLES: readonly (readonly [role: string, mark: RegExp])[] = [
  ['strongroom', /strongroom\.js/],
  ['page', /--type=renderer/],
  ['graphics', /--type=gpu-process/],
  ['zygotes', /--type=zygote/],
  ['services', /--type=utility/],
  ['crash handler', /crashpad/],
  ['main', /main\.js/],
];

const SAMPLES = 7;
const BETWEEN_MS = 200;

/**
 * The proportional memory (PSS: shared pages counted in parts) of the app's processes, all together and by what they do. Null where
 * the system does not say it.
 */
export async function measureMemory(pid: number, when: string): Promise<readonly Figure[] | null> {
  const samples: ReadonlyMap<string, number>[] = [];
  for (let sample = 0; sample < SAMPLES; sample++) {
    samples.push(sampleOf(pid));
    await setTimeout(BETWEEN_MS); // samples of a time, not of a moment
  }
  const roles = new Set(samples.flatMap((sample) => [...sample.keys()]));
  if (roles.size === 0) return null;
  const total = samples.map((sample) => [...sample.values()].reduce((sum, one) => sum + one, 0));
  const parts = [...roles].map((role) =>
    figure(
      `memory of ${role}, ${when}`,
      'MiB',
      samples.map((sample) => sample.get(role) ?? 0),
    ),
  );
  return [figure(`memory of all processes (PSS), ${when}`, 'MiB', total), ...parts.sort((a, b) => b.median - a.median)];
}

/** MiB by role. */
function sampleOf(pid: number): ReadonlyMap<string, number> {
  const byRole = new Map<string, number>();
  for (const one of processTree(pid)) {
    const mebibytes = pssOf(one);
    if (mebibytes !== null) byRole.set(roleOf(one), (byRole.get(roleOf(one)) ?? 0) + mebibytes);
  }
  return byRole;
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
