/** Appends to the log of the vault in argv[2], whenever a line comes in; says the size. Its clocks are the system's own. */
import { createInterface } from 'node:readline';
import { stationClock } from '../../core/session/clock.ts';
import { logOptions, reopen, setting } from '../harness/log/test-vault.ts';

const { reading } = stationClock({ wall: () => Date.now(), monotonic: () => performance.now() });
const log = reopen(process.argv[2] ?? '').openLog(logOptions({ clock: reading }));
process.stdout.write(`${log.size}\n`);
for await (const line of createInterface(process.stdin)) {
  log.commit({ entries: [setting(Number(line))] });
  process.stdout.write(`${log.size}\n`);
}
process.exit(0);
