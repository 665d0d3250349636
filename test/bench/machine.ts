import { cpus, loadavg, release, totalmem, type } from 'node:os';

/** What the figures were measured on. Only ratios travel to another. */
export interface Machine {
  readonly cpu: string;
  readonly cores: number;
  readonly memoryGiB: number;
  readonly system: string;
  /** How much else was running when the run began: figures under a load above `cores` say little by themselves. */
  readonly loadAverage: number;
}

export function thisMachine(): Machine {
  const cores = cpus();
  return {
    cpu: cores[0]?.model.trim() ?? 'unknown',
    cores: cores.length,
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    system: `${type()} ${release()}`,
    loadAverage: Math.round((loadavg()[0] ?? 0) * 10) / 10,
  };
}
