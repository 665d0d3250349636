/** Station and collector killed at random instants while the one appends and sends to the other; then everything is compared. */
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { hashesOf } from '../../collector/store/bundles.ts';
import { nodeTreeHasher, verifyEd25519 } from '../../core/hash/node-hash.ts';
import { sendRound } from '../../core/sync/send-round.ts';
import { UploadState } from '../../core/sync/upload-state.ts';
import type { Head } from '../../shared/log/note/checkpoint.ts';
import { openReceipts } from '../../shared/log/note/receipt.ts';
import { vkeyText } from '../../shared/log/note/vkey.ts';
import { rootOf } from '../../shared/log/tree/proof.ts';
import { bundled } from '../harness/base/bundled.ts';
import { type Pick, pickFrom } from '../harness/base/pick.ts';
import { type CollectorChild, enrolledAt, type Known, spawnCollector } from '../harness/collector/collector-child.ts';
import { RunningCollector } from '../harness/collector/running-collector.ts';
import { headToSend } from '../harness/log/head-to-send.ts';
import { type SampleLog, STATION, signedLog } from '../harness/log/sample-log.ts';
import { logOptions, newVault, reopen, verifyFile } from '../harness/log/test-vault.ts';
import { storedLog } from './stored-log.ts';
import { bad, count, type Tally } from './tally.ts';

const PART = 'station and collector killed';
/** So many kills of each, then a fresh pair: a log that only grows would take ever longer to compare. */
const ROUNDS_A_LIFE = 40;
const LONGEST_MS = 1_000;

/** Kills both, one before the other, in each of so many rounds. */
export async function exchangeKills(tally: Tally, rounds: number): Promise<void> {
  const pick = pickFrom('kills of station and collector');
  for (let left = rounds; left > 0; left -= ROUNDS_A_LIFE) {
    const life = await Life.begin(tally, pick);
    for (let round = 0; round < Math.min(left, ROUNDS_A_LIFE); round++) await life.round();
    await life.end();
    console.log(`  ${rounds - Math.max(0, left - ROUNDS_A_LIFE)} of ${rounds} rounds`);
  }
}

/** One station and its collector. */
class Life {
  readonly #tally: Tally;
  readonly #folder: string;
  readonly #vault: string;
  readonly #known: Known;
  readonly #pick: Pick;
  /** What the station printed, in order: durable heads, and receipts. */
  readonly #heads: Head[] = [];
  readonly #notes: string[] = [];
  #received = 0;

  private constructor(tally: Tally, folder: string, vault: string, known: Known, pick: Pick) {
    this.#tally = tally;
    this.#folder = folder;
    this.#vault = vault;
    this.#known = known;
    this.#pick = pick;
  }

  static async begin(tally: Tally, pick: Pick): Promise<Life> {
    const folder = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'halligan-exchange-'));
    const file = newVault(folder);
    file.openLog(logOptions({ clock: () => ({ wall: Date.now(), monoMs: 0, boot: 'first', run: 'run-1' }) }));
    const first = storedLog(file, STATION.log);
    file.close();
    mkdirSync(join(folder, 'collector'));
    const known = await enrolledAt(join(folder, 'collector'), signedLog(first.leaves));
    return new Life(tally, folder, file.path, known, pick);
  }

  async round(): Promise<void> {
    const collector = await spawnCollector(join(this.#folder, 'collector'));
    const station = await this.#station(collector);
    const [first, second] = [this.#pick.fraction() * LONGEST_MS, this.#pick.fraction() * LONGEST_MS];
    await Promise.all([kill(station.child, first), kill(collector.child, second)]);
    await Promise.all([station.ended, collector.ended]);
    this.#tally.rounds += 1;
    count(this.#tally, PART, 'killed', 2);
    this.#hear(station.said());
    if (station.trouble() !== '') bad(this.#tally, 'crashes', PART, station.trouble());
    await this.#compare(null);
  }

  /** Nobody is killed: the rest arrives. */
  async end(): Promise<void> {
    const collector = await RunningCollector.start(join(this.#folder, 'collector'));
    const file = reopen(this.#vault);
    const log = storedLog(file, STATION.log);
    file.close();
    const note = await sendRound(collector.client(), await headToSend(log), collector.keys, new UploadState());
    await collector.stop();
    this.#notes.push(note);
    await this.#compare(log.leaves.length);
    if (this.#tally.lost === 0) rmSync(this.#folder, { recursive: true });
  }

  async #station(collector: CollectorChild) {
    const [key] = this.#known.keys.collectors;
    if (key === undefined) throw new Error('the collector has a key');
    const args = [
      await bundled('test/fault/exchange-child.ts'),
      this.#vault,
      String(collector.port),
      this.#known.pin,
      vkeyText(key),
      String(this.#pick.below(2 ** 31)),
    ];
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    let said = '';
    let trouble = '';
    const ready = new Promise<void>((resolve) => {
      child.stdout.on('data', (part) => {
        said += String(part);
        resolve();
      });
      child.once('exit', () => resolve());
    });
    child.stderr.on('data', (part) => {
      trouble += String(part);
    });
    const ended = new Promise((resolve) => child.once('close', resolve));
    await ready;
    return { child, ended, said: () => said, trouble: () => trouble };
  }

  /** The whole lines; a kill can cut the last one. */
  #hear(said: string): void {
    for (const line of said.split('\n').slice(0, -1)) {
      const told = JSON.parse(line) as Head | { readonly note: string }; // printed by the child
      if ('note' in told) this.#notes.push(told.note);
      else this.#heads.push(told);
    }
  }

  async #compare(wanted: number | null): Promise<void> {
    const lost = (what: string): void => bad(this.#tally, 'lost', PART, `${what} (${this.#folder})`);
    const file = reopen(this.#vault);
    const log = storedLog(file, STATION.log);
    const { verdict } = verifyFile(file, STATION.log);
    file.close();
    if (verdict === 'tampered') lost('the station’s log does not verify');
    const newest = this.#heads.at(-1);
    if (newest !== undefined) {
      if (log.leaves.length < newest.size) lost(`${newest.size} entries were acknowledged, ${log.leaves.length} are there`);
      else if (rootAt(log, newest.size) !== newest.root) lost('other entries than were acknowledged');
    }
    this.#tally.acknowledgedWrites += this.#heads.length;
    count(this.#tally, PART, 'acknowledged appends', this.#heads.length);
    this.#heads.length = 0;
    for (const note of this.#notes.splice(0)) {
      const { head } = openReceipts(note, this.#known.keys, verifyEd25519);
      if (head.size > log.leaves.length || rootAt(log, head.size) !== head.root) lost(`a receipt over ${head.size} that is not true`);
      this.#received = Math.max(this.#received, head.size);
      count(this.#tally, PART, 'receipts');
    }
    await this.#compareCollector(log, wanted, lost);
  }

  async #compareCollector(log: SampleLog, wanted: number | null, lost: (what: string) => void): Promise<void> {
    const collector = await RunningCollector.start(join(this.#folder, 'collector'));
    const { db } = collector.collector;
    const row = await db.one<{ size: number; next: number; events: number; seqs: number; bundled: number; alerts: number }>(
      `SELECT size, next, (SELECT COUNT(*) FROM event) AS events, (SELECT COUNT(DISTINCT seq) FROM event) AS seqs,
        (SELECT COALESCE(SUM(count), 0) FROM bundle) AS bundled,
        (SELECT COUNT(*) - COUNT(DISTINCT about) FROM alert) AS alerts FROM log`,
    );
    const { size = 0, next = 0, events = 0, seqs = 0, bundled = 0, alerts = 0 } = row ?? {};
    if (next < this.#received || next > size || size > log.leaves.length)
      lost(`the collector has ${next} of ${size}, received ${this.#received}`);
    if ((await hashesOf(db, 1, 0, next)).join() !== log.leafHashes.slice(0, next).join()) lost('the collector has other entries');
    if (events !== next || seqs !== next || bundled !== next) lost(`not each once: ${JSON.stringify(row)}`);
    if (alerts !== 0) lost('an alert was raised twice');
    if (wanted !== null && next !== wanted) lost(`${next} of ${wanted} arrived in the end`);
    await collector.stop();
  }
}

function rootAt({ leafHashes }: SampleLog, size: number): string {
  return rootOf(leafHashes.slice(0, size), nodeTreeHasher);
}

async function kill(child: ChildProcess, afterMs: number): Promise<void> {
  await sleep(afterMs); // the blow falls anywhere
  child.kill('SIGKILL');
}
