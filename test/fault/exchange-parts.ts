/** The parts of the suite in which a station and its collector meet: bad networks and hostile stations. */

import { pickFrom } from '../harness/base/pick.ts';
import { quietDrafts } from '../harness/log/quiet-log.ts';
import { sampleLog } from '../harness/log/sample-log.ts';
import { attacks } from './hostile-attacks.ts';
import { type Attackers, siege } from './hostile-run.ts';
import { journey } from './network-run.ts';
import { bad, count, type Tally } from './tally.ts';

const ENTRIES = 20_000;
/** 64 kbit/s, and a hundred times that where there is no time. */
const SLOW = 8_000;
const QUICK = 100 * SLOW;
const MOST_TIMES_LOSS_FREE = 1.25;
const MOST_MIB = 256;

/** A network that cuts 30 % of its connections at a random byte: what it cost, beside the same log over a network that cuts none. */
export async function badNetwork(tally: Tally, form: 'short' | 'long'): Promise<void> {
  const part = 'a network that cuts 30 %';
  const log = sampleLog(quietDrafts(ENTRIES - 1));
  const free = await journey(log, { bytesPerSecond: null, cutShare: 0, random: pickFrom('free').fraction });
  if (free.fault !== null) bad(tally, 'lost', part, `without a cut: ${free.fault}`);
  const quick = Array.from({ length: form === 'short' ? 2 : 10 }, (_, i) => ({ name: `quick ${i}`, bytesPerSecond: QUICK }));
  for (const { name, bytesPerSecond } of [...quick, ...(form === 'long' ? [{ name: 'slow', bytesPerSecond: SLOW }] : [])]) {
    const cost = await journey(log, { bytesPerSecond, cutShare: 0.3, random: pickFrom(name).fraction });
    const times = cost.bytes / free.bytes;
    const said = `${cost.cuts} of ${cost.connections} connections cut, ${times.toFixed(3)} times the loss-free bytes, ${cost.seconds.toFixed(0)} s`;
    console.log(`  ${name}: ${said}`);
    tally.rounds += 1;
    count(tally, part, 'cuts', cost.cuts);
    count(tally, part, 'journeys');
    if (cost.fault !== null) bad(tally, 'lost', part, `${name}: ${cost.fault}`);
    if (times > MOST_TIMES_LOSS_FREE) bad(tally, 'lost', part, `${name}: ${said}`);
  }
}

/** Hostile stations, all at once, beside an honest one: each attack in turn, and in the long form all with the same one too. */
export async function hostileStations(tally: Tally, form: 'short' | 'long'): Promise<void> {
  await besieged(
    tally,
    form === 'short' ? { connections: 300, seconds: 5, attack: null } : { connections: 1_000, seconds: 120, attack: null },
  );
  if (form === 'long') for (const { name } of attacks()) await besieged(tally, { connections: 1_000, seconds: 8, attack: name });
}

async function besieged(tally: Tally, attackers: Attackers): Promise<void> {
  const part = 'hostile stations';
  const name = attackers.attack ?? 'each attack in turn';
  const found = await siege(attackers);
  const { honest, peakMiB, idleMiB } = found;
  console.log(`  ${name}: ${JSON.stringify(found.answers)}`);
  console.log(`  ${found.connections} connections at once, ${peakMiB.toFixed(0)} MiB at most (${idleMiB.toFixed(0)} MiB at rest)`);
  console.log(
    `  an honest station: ${honest.rounds} rounds, ${honest.medianMs.toFixed(0)} ms at the median, ${honest.worstMs.toFixed(0)} ms at worst`,
  );
  tally.rounds += 1;
  count(tally, part, `peak MiB, ${name}`, Math.round(peakMiB));
  count(tally, part, 'honest rounds', honest.rounds);
  if (found.fault !== null) bad(tally, 'crashes', part, `${name}: ${found.fault}`);
  if (peakMiB >= MOST_MIB) bad(tally, 'crashes', part, `${name}: ${peakMiB} MiB`);
  if (honest.rounds < 2)
    bad(tally, 'hangs', part, `${name}: the honest station was served ${honest.rounds} times: ${honest.refusals.join(', ')}`);
}
