/** Two collectors on one PostgreSQL, and stations that send to both in turn while one of the three is killed. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Database } from '../../collector/store/database.ts';
import { openDatabase } from '../../collector/store/open-database.ts';
import { verifyEd25519 } from '../../core/hash/node-hash.ts';
import type { CollectorClient } from '../../core/sync/collector-client.ts';
import { sendRound } from '../../core/sync/send-round.ts';
import { UploadState } from '../../core/sync/upload-state.ts';
import { isAppError } from '../../shared/base/app-error.ts';
import { openReceipts, type TrustedKeys } from '../../shared/log/note/receipt.ts';
import type { NoteKey } from '../../shared/log/note/vkey.ts';
import { type Pick, pickFrom } from '../harness/base/pick.ts';
import { holdsWithin } from '../harness/base/until.ts';
import { clientOf } from '../harness/collector/collector-client.ts';
import { RoundRobin } from '../harness/collector/round-robin.ts';
import { RunningCollector } from '../harness/collector/running-collector.ts';
import type { RunningPostgres } from '../harness/collector/running-postgres.ts';
import { StartedCollector } from '../harness/collector/started-collector.ts';
import { ownEntries, StationLog } from '../harness/collector/station-log.ts';
import { bad, count, type Tally } from './tally.ts';

const STATIONS = 3;
const ENTRIES = 8_000;
const MOST_NEW = 120;
const LONGEST_MS = 400;
const RECOVERY_MS = 30_000;

interface Sender {
  readonly station: StationLog;
  readonly client: CollectorClient;
  readonly keys: TrustedKeys;
  readonly standing: UploadState;
  /** The head that it hands in until there is a receipt over it. */
  wanted: number;
  acknowledged: number;
  /** How many new ones it hands in. */
  readonly pick: Pick;
}

export class ServedLife {
  readonly #tally: Tally;
  readonly #server: RunningPostgres;
  readonly #folder: string;
  readonly #address: string;
  readonly #heads: NoteKey;
  readonly #senders: readonly Sender[];
  readonly #robin: RoundRobin;
  readonly #db: Database;
  readonly #pick: Pick;
  #collectors: StartedCollector[];

  private constructor(of: {
    tally: Tally;
    server: RunningPostgres;
    folder: string;
    address: string;
    heads: NoteKey;
    senders: readonly Sender[];
    robin: RoundRobin;
    db: Database;
    collectors: StartedCollector[];
    pick: Pick;
  }) {
    [this.#tally, this.#server, this.#folder, this.#address, this.#heads] = [of.tally, of.server, of.folder, of.address, of.heads];
    this.#pick = of.pick;
    [this.#senders, this.#robin, this.#db, this.#collectors] = [of.senders, of.robin, of.db, of.collectors];
  }

  static async begin(tally: Tally, server: RunningPostgres, pick: Pick): Promise<ServedLife> {
    const folder = mkdtempSync(join(tmpdir(), 'halligan-served-'));
    const address = server.address(await server.database());
    const first = await RunningCollector.start(folder, address);
    const stations = Array.from({ length: STATIONS }, (_, n) => new StationLog(n, ENTRIES));
    for (const station of stations) await station.enrol(first);
    const { receipts, heads } = first.collector.keys;
    const pin = first.collector.spki ?? '';
    await first.stop();
    const collectors = await Promise.all([1, 2].map(() => StartedCollector.start(folder, address)));
    const robin = await RoundRobin.start(collectors.map(({ port }) => port));
    const senders = stations.map((station): Sender => {
      const keys = { log: station.signer.key, collectors: [receipts.key] };
      const client = clientOf(robin.port, { pin });
      const choices = pickFrom(`new entries ${pick.below(2 ** 31)}`);
      return { station, client, keys, standing: new UploadState(), wanted: 4, acknowledged: 0, pick: choices };
    });
    const db = await openDatabase(address);
    return new ServedLife({ tally, server, folder, address, heads: heads.key, senders, robin, db, collectors, pick });
  }

  async round(victim: 'collector' | 'server'): Promise<void> {
    const part = victim === 'collector' ? 'a collector on PostgreSQL killed' : 'PostgreSQL killed';
    const stop = new AbortController();
    const sending = Promise.all(this.#senders.map((sender) => this.#send(sender, part, stop.signal)));
    await sleep(this.#pick.fraction() * LONGEST_MS); // the blow falls anywhere
    if (victim === 'collector') await this.#killOne();
    else {
      await this.#server.stop('immediate');
      await this.#server.open();
    }
    await this.#recovered(part);
    stop.abort();
    await sending;
    this.#tally.rounds += 1;
    count(this.#tally, part, 'killed');
    await this.#compare(part);
  }

  async #killOne(): Promise<void> {
    const [victim, ...rest] = this.#collectors;
    await victim?.kill();
    this.#robin.to(rest.map(({ port }) => port));
    this.#collectors = [...rest, await StartedCollector.start(this.#folder, this.#address)];
    this.#robin.to(this.#collectors.map(({ port }) => port));
  }

  /** Every station gets another receipt by itself. */
  async #recovered(part: string): Promise<void> {
    const before = this.#senders.map(({ acknowledged }) => acknowledged);
    const recovered = () => this.#senders.every(({ acknowledged }, i) => acknowledged >= ENTRIES || acknowledged > (before[i] ?? 0));
    if (!(await holdsWithin(RECOVERY_MS, recovered)))
      bad(this.#tally, 'hangs', part, `a station gets no receipt any more (${this.#folder})`);
  }

  async #send(sender: Sender, part: string, signal: AbortSignal): Promise<void> {
    const { station, client, keys, standing } = sender;
    while (!signal.aborted && sender.acknowledged < ENTRIES) {
      try {
        const note = await sendRound(client, await station.head(sender.wanted), keys, standing);
        sender.acknowledged = openReceipts(note, keys, verifyEd25519).head.size;
        sender.wanted = Math.min(ENTRIES, sender.acknowledged + 1 + sender.pick.below(MOST_NEW));
        this.#tally.acknowledgedWrites += 1;
        count(this.#tally, part, 'receipts');
      } catch (error) {
        if (!isAppError(error)) throw error;
        if (!error.code.startsWith('network.') && error.code !== 'collector.cannot_write' && error.code !== 'collector.other_head')
          bad(this.#tally, 'crashes', part, `${error.code}: ${error.message}`);
        count(this.#tally, part, error.code);
        await sleep(20); // a station waits before its next try
      }
    }
  }

  async #compare(part: string): Promise<void> {
    for (const { station, acknowledged } of this.#senders) {
      const fault = await station.faultIn(this.#db, acknowledged);
      if (fault !== null) bad(this.#tally, 'lost', part, `${station.origin}: ${fault} (${this.#folder})`);
    }
    try {
      await ownEntries(this.#db, this.#heads);
    } catch (error) {
      bad(this.#tally, 'lost', part, String(error));
    }
    const twice = await this.#db.one<{ n: number }>('SELECT COUNT(*) - COUNT(DISTINCT about) AS n FROM alert');
    if (twice?.n !== 0) bad(this.#tally, 'lost', part, 'an alert was raised twice');
  }

  async end(): Promise<void> {
    for (const one of this.#collectors) await one.kill();
    await this.#robin.end();
    await this.#db.close();
    rmSync(this.#folder, { recursive: true });
  }
}
