import type { ReadHandle, Writer } from './database.ts';

/** `count` positions that follow every position given out before; the first of them. Writers wait for one another here. */
export async function takePositions(tx: Writer, count: number): Promise<number> {
  const row = await tx.one<{ pos: number }>('UPDATE counter SET pos = pos + ? WHERE id = 0 RETURNING pos', count);
  return (row?.pos ?? count) - count + 1;
}

/** Everything up to this position is here to be read: whoever takes the next ones waits until who took these is done. */
export async function lastPosition(db: ReadHandle): Promise<number> {
  return (await db.one<{ pos: number }>('SELECT pos FROM counter WHERE id = 0'))?.pos ?? 0;
}
