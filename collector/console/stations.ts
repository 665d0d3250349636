/** The stations as the collector knows them. */
import { sha256 } from '../../core/hash/node-hash.ts';
import { sixWords } from '../../shared/crypto/words.ts';
import { stationFingerprint } from '../../shared/log/note/collector-key.ts';
import { parseVkey } from '../../shared/log/note/vkey.ts';
import type { Collector } from '../ground/collector.ts';
import type { StationAnswer } from './answers.ts';
import type { LogNames } from './log-names.ts';

const HOUR_MS = 3_600_000;

/** A row of the table `log`. */
interface Row extends Omit<StationAnswer, 'log' | 'origin' | 'name' | 'vkey' | 'words' | 'silent_since' | 'evidence'> {
  readonly n: number;
}

/** After the log of number `after`, in the order in which they asked. */
export async function stationsAfter(
  { db, policy, now }: Collector,
  names: LogNames,
  after: number,
  limit: number,
): Promise<{ readonly rows: readonly StationAnswer[]; readonly next: number | null }> {
  const found = await db.all<Row>(
    `SELECT n, enrol_id, state, app, practice, key_kind, asked_at, decided_at, seen_at, size, root, next, receipt_time, received_at,
     frozen_at, frozen_why FROM log WHERE n > ? ORDER BY n LIMIT ?`,
    after,
    limit,
  );
  const rows: StationAnswer[] = [];
  for (const { n, ...row } of found) {
    const { oh, origin, name, vkey } = await names.ofNumber(n);
    const evidence = await db.all<{ hash: string; kind: string; at: number }>(
      'SELECT hash, kind, at FROM evidence WHERE log = ? ORDER BY n DESC LIMIT 10',
      n,
    );
    const words = sixWords(stationFingerprint(parseVkey(vkey, sha256), sha256));
    const late = policy.silence_hours > 0 && row.state === 'active' && now() - row.seen_at > policy.silence_hours * HOUR_MS;
    rows.push({ ...row, log: oh, origin, name, vkey, words, silent_since: late ? row.seen_at : null, evidence });
  }
  return { rows, next: found.length === limit ? (found.at(-1)?.n ?? null) : null };
}
