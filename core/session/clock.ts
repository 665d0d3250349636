/** The station's clocks, as the log reads them. */
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { ClockLook } from '../../shared/domain/window.ts';
import type { ClockReading } from '../../shared/log/leaf/entry-draft.ts';

export interface StationClock {
  look(): ClockLook;
  reading(): ClockReading;
}

/** The id of this boot on Linux; elsewhere one for this process. Monotonic times are only compared within the same id. */
function bootId(run: string): string {
  try {
    return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
  } catch {
    return `run-${run}`;
  }
}

export function stationClock(ports: { wall(): number; monotonic(): number }): StationClock {
  const run = randomBytes(8).toString('hex');
  const boot = bootId(run);
  const look = () => ({ wall: Math.floor(ports.wall()), mono: Math.floor(ports.monotonic()) });
  return {
    look,
    reading: () => {
      const { wall, mono } = look();
      return { wall, monoMs: mono, boot, run };
    },
  };
}
