/** Emergencies and drills across stations, newest first. Each begins with its declaration, which is always told ahead as an alert. */
import { fromUtf8 } from '../../shared/base/bytes.ts';
import type { ReadHandle } from '../store/database.ts';
import type { EventLine, Incident } from './answers.ts';
import { linesOf } from './events.ts';
import type { LogNames } from './log-names.ts';

/** The acts that say how far an incident is. */
const STEPS = [
  'ceremony.approve',
  'vault.unseal',
  'vault.seal',
  'request.abort',
  'request.lapse',
  'window.extend',
  'drill.result',
  'closing.close',
] as const;
const MOST_STEPS = 200;

interface Declared {
  readonly pos: number;
  readonly log: number;
  readonly seq: number;
  readonly cer: string | null;
  readonly leaf: Uint8Array;
  readonly wall: number;
  readonly raised_at: number;
}

/** Before the position `before`. */
export async function incidentsBefore(db: ReadHandle, names: LogNames, before: number, limit: number): Promise<Incident[]> {
  const rows = await db.all<Declared>(
    `SELECT pos, log, seq, cer, leaf, wall, raised_at FROM alert WHERE act = 'request.declare' AND kind = 'entry' AND pos < ?
     ORDER BY pos DESC LIMIT ?`,
    before,
    limit,
  );
  return Promise.all(rows.map((row) => incidentOf(db, names, row)));
}

async function incidentOf(db: ReadHandle, names: LogNames, { log, leaf, raised_at, ...row }: Declared): Promise<Incident> {
  const { oh, name } = await names.ofNumber(log);
  const steps = row.cer === null ? [] : await stepsOf(db, names, row.cer);
  const words = await db.all<{ path: string; value: string }>('SELECT path, value FROM disclosure WHERE log = ? AND seq = ?', log, row.seq);
  const said = Object.fromEntries(words.map(({ path, value }) => [path, value]));
  return { ...row, log: oh, station: name, received_at: raised_at, leaf: fromUtf8(leaf), said, steps };
}

async function stepsOf(db: ReadHandle, names: LogNames, cer: string): Promise<EventLine[]> {
  const rows = await db.all<{ pos: number; log: number; seq: number; hash: string; wall: number; received_at: number }>(
    `SELECT pos, log, seq, hash, wall, received_at FROM event WHERE cer = ? AND act IN (${STEPS.map(() => '?').join(', ')})
     ORDER BY pos LIMIT ${MOST_STEPS}`,
    cer,
    ...STEPS,
  );
  return linesOf(db, names, rows);
}
