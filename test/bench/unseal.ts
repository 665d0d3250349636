import { webcrypto } from 'node:crypto';
import { fromBase64url, toBase64url, utf8 } from '../../shared/base/bytes.ts';
import type { Purpose } from '../../shared/contract/calls.ts';
import { sealEnvelope } from '../../shared/contract/envelope.ts';
import { until } from '../harness/base/until.ts';
import type { World } from '../harness/world/engine-world.ts';
import { benchWorld } from './measure/bench-vault.ts';
import { type Check, type Figure, figure, median } from './measure/figure.ts';
import { sampleEntry, spread } from './measure/sample-entry.ts';
import { Stopwatch } from './measure/stopwatch.ts';
import { withLedger } from './strongroom-ledger.ts';

const QUORUM = ['Mara', 'Ito', 'Lena'];

export interface UnsealFigures {
  /** By number of credentials, in the order of `sizes`. */
  readonly unseal: readonly Figure[];
  /** From the same moment until every title can be searched. */
  readonly readable: readonly Figure[];
  readonly checks: readonly Check[];
}

interface Place {
  readonly size: number;
  readonly world: World;
  /** Credentials to reveal, one a round. */
  readonly targets: readonly { readonly id: string; readonly password: string }[];
}

/**
 * From the first custodian's answer with the PRF output at hand to the first revealed field, through the whole engine: three touches
 * verified, shares opened and combined, every entry durable, one credential decrypted in the strongroom's process, the value opened as
 * the window opens it. What the security keys themselves take is left out. The sizes take turns, and so does what stands beside them
 * (`afterRound`, counted from 0), so that a busy machine slows all alike.
 */
export async function measureUnseal(sizes: readonly number[], rounds: number, afterRound: (round: number) => void): Promise<UnsealFigures> {
  const places: Place[] = [];
  try {
    for (const size of sizes) {
      const world = await benchWorld(size);
      places.push({ size, world, targets: await targetsOf(world, size, rounds + 1) });
    }
    for (const place of places) await unseal(place, 0);
    const times = places.map(() => ({ unseal: [] as number[], readable: [] as number[] }));
    for (let round = 1; round <= rounds; round++) {
      for (const [i, place] of places.entries()) {
        const { revealedMs, readableMs } = await unseal(place, round);
        times[i]?.unseal.push(revealedMs);
        times[i]?.readable.push(readableMs);
      }
      afterRound(round - 1);
    }
    const of = (size: number) => `${size.toLocaleString('en')} credentials`;
    const figures = places.map(({ size }, i) => figure(`unseal to first field, ${of(size)}`, 'ms', times[i]?.unseal ?? []));
    const readable = places.map(({ size }, i) => figure(`unseal to every title readable, ${of(size)}`, 'ms', times[i]?.readable ?? []));
    const last = places.at(-1);
    const [least] = times;
    const most = times.at(-1);
    if (last === undefined || least === undefined || most === undefined) throw new Error('there is no size to measure');
    // Round by round, so that what else the machine does meanwhile is in both.
    const factors = most.unseal.map((ms, round) => ms / (least.unseal[round] ?? Number.NaN));
    const growth = `unseal grows from ${sizes[0]} to ${sizes.at(-1)} credentials by the factor`;
    const { credentials } = await withLedger(() => unseal(last, 1));
    return {
      unseal: figures,
      readable,
      checks: [
        { name: growth, value: median(factors), atMost: 1.5 },
        { name: 'credentials that the strongroom was handed to reveal one', value: credentials, atMost: 1 },
      ],
    };
  } finally {
    for (const { world } of places) await world.end();
  }
}

async function targetsOf(world: World, size: number, count: number): Promise<Place['targets']> {
  await world.touch({ kind: 'desk', member: world.member('Mara') });
  await until(() => (world.engine.view().desk?.titles ?? 0) >= size, 600_000);
  const targets = [];
  for (const i of spread(count, size)) {
    const { title, system, password } = sampleEntry(i);
    const { rows } = await world.call('directory.list', { text: `${title} ${system}`, compartment: null, offset: 0, limit: 200 });
    const row = rows.find((one) => one.title === title);
    if (row === undefined) throw new Error(`the vault lacks ${title}`);
    targets.push({ id: row.id, password });
  }
  await world.call('desk.leave', {});
  return targets;
}

async function unseal({ world, targets }: Place, round: number): Promise<{ revealedMs: number; readableMs: number }> {
  const target = targets[round];
  if (target === undefined) throw new Error(`no target for round ${round}`);
  const request = await world.declare({ reason: `Round ${round}` });
  const watch = new Stopwatch();
  for (const name of QUORUM) await answer(world, { kind: 'contribute', request, member: world.member(name) }, watch);
  watch.start();
  const shown = await world.reveal(target.id, 'password');
  const revealedMs = watch.ms;
  if (shown !== target.password) throw new Error('the revealed field is not what was deposited');
  await world.titles();
  const readableMs = watch.ms;
  await world.call('window.seal', {});
  return { revealedMs, readableMs };
}

/** A custodian's touch. The watch runs from their answer on, but not while their key is asked. */
async function answer(world: World, purpose: Purpose, watch: Stopwatch): Promise<void> {
  let step = await world.call('key.begin', { purpose });
  while (!step.done) {
    const { ticket, envelope } = step.step;
    watch.stop();
    const { response, prf } = await world.call('practice.touch', { ticket, label: '1' });
    watch.start();
    const plain = utf8(JSON.stringify({ prf, passphrase: null }));
    const sealed = await sealEnvelope<webcrypto.CryptoKey>(webcrypto.subtle, fromBase64url(envelope.publicKey), plain, 'key');
    step = await world.call('key.step', { ticket, response, envelope: { key: envelope.key, sealed: toBase64url(sealed) } });
  }
}
