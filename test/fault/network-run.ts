/** One log on its way to a real collector over a network: what it cost, and whether all of it arrived, once. */
import { hashesOf } from '../../collector/store/bundles.ts';
import { verifyEd25519 } from '../../core/hash/node-hash.ts';
import { parseCollectorAddress } from '../../core/sync/collector-address.ts';
import { CollectorClient } from '../../core/sync/collector-client.ts';
import { sendRound } from '../../core/sync/send-round.ts';
import { UploadState } from '../../core/sync/upload-state.ts';
import { isAppError } from '../../shared/base/app-error.ts';
import { openReceipts } from '../../shared/log/note/receipt.ts';
import { BadNetwork, type Weather } from '../harness/collector/bad-network.ts';
import { RunningCollector } from '../harness/collector/running-collector.ts';
import { headToSend } from '../harness/log/head-to-send.ts';
import { type SampleLog, signedLog } from '../harness/log/sample-log.ts';

export interface Journey {
  /** Both ways, all that the network carried. */
  readonly bytes: number;
  readonly connections: number;
  readonly cuts: number;
  /** Rounds that ended without a receipt. */
  readonly failures: number;
  readonly seconds: number;
  /** What is wrong with what arrived; null when nothing is. */
  readonly fault: string | null;
}

/** Rounds follow one another at once: how long a station waits between them costs no byte. */
const MOST_ROUNDS = 500;

/** Brings the log to a fresh collector: rounds until there is a receipt, whatever the weather, nobody lending a hand. */
export async function journey(log: SampleLog, weather: Weather): Promise<Journey> {
  const running = await RunningCollector.start();
  await running.enrol(signedLog(log.leaves.slice(0, 1)));
  const network = await BadNetwork.start(() => running.port, weather);
  const to = { address: parseCollectorAddress(`https://127.0.0.1:${network.port}`), pin: running.collector.spki ?? '' };
  const client = new CollectorClient(to, { wall: Date.now }, new AbortController().signal);
  const sent = await headToSend(log);
  const standing = new UploadState();
  const from = performance.now();
  let note: string | null = null;
  let failures = 0;
  while (note === null && failures < MOST_ROUNDS) {
    note = await sendRound(client, sent, running.keys, standing).catch((error: unknown) => {
      if (!isAppError(error) || !error.code.startsWith('network.')) throw error;
      failures += 1;
      return null;
    });
  }
  const seconds = (performance.now() - from) / 1000;
  const { up, down } = network.bytes;
  const fault = note === null ? `no receipt after ${failures} rounds` : await faultOf(running, log, note);
  const { connections, cuts } = network;
  await network.stop();
  const problems = running.problems.join('; ');
  await running.end();
  return { bytes: up + down, connections, cuts, failures, seconds, fault: fault ?? (problems === '' ? null : problems) };
}

/** Each entry is there, in its place, once in every table, and the receipt is over all of them. */
async function faultOf(running: RunningCollector, log: SampleLog, note: string): Promise<string | null> {
  const size = log.leaves.length;
  if (openReceipts(note, running.keys, verifyEd25519).head.size !== size) return 'the receipt is over another size';
  const { db } = running.collector;
  if ((await hashesOf(db, 1, 0, size)).join() !== log.leafHashes.join()) return 'other entries than were sent';
  const counts = await db.one<{ events: number; seqs: number; bundled: number }>(
    'SELECT (SELECT COUNT(*) FROM event) AS events, (SELECT COUNT(DISTINCT seq) FROM event) AS seqs, (SELECT SUM(count) FROM bundle) AS bundled',
  );
  return counts?.events === size && counts.seqs === size && counts.bundled === size ? null : `not each once: ${JSON.stringify(counts)}`;
}
