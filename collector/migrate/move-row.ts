/** The one row of the table `move`: whether the collector is moving into this database, or has left it. */
import { z } from 'zod';
import type { ReadHandle, Value, Writer } from '../store/database.ts';
import type { MoveState } from '../store/moved.ts';

const progress = z.object({
  /** The kind of the source. */
  from: z.string(),
  /** What would be another if anybody had written at the source. */
  mark: z.string(),
  /** What was copied last; null before anything was. */
  at: z.object({ table: z.string(), after: z.array(z.union([z.string(), z.number()])) }).nullable(),
  /** The collector's own log as it was moved; null until all of it is. */
  own: z.object({ size: z.number(), root: z.string() }).nullable(),
});

export type MoveProgress = z.infer<typeof progress>;

export interface Move {
  readonly state: MoveState;
  /** The first entry of the collector's own log at the source, by its hash: the same after any number of moves. */
  readonly origin: string;
  readonly progress: MoveProgress;
}

export async function moveOf(db: ReadHandle): Promise<Move | null> {
  const row = await db.one<{ state: MoveState; origin: string; progress: string }>('SELECT state, origin, progress FROM move WHERE id = 0');
  return row === null ? null : { ...row, progress: progress.parse(JSON.parse(row.progress)) };
}

export async function setMove(tx: Writer, { state, origin, progress: at }: Move): Promise<void> {
  const values: Value[] = [state, origin, JSON.stringify(at)];
  if ((await tx.run('UPDATE move SET state = ?, origin = ?, progress = ? WHERE id = 0', ...values)) === 0)
    await tx.insert('move', ['id', 'state', 'origin', 'progress'], [[0, ...values]]);
}
