import type { ReadHandle, Writer } from './database.ts';

/** `count` positions that follow every position given out before; the first of them. Writers wait for one another here. */
export async function takePositions(tx: Writer, count: number): Promise<number> {
  const row = await tx.one<{ pos: number }>('UPDATE counter SET pos = pos + ? WHERE id = 0 RETURNING pos', count);
  return (row?.pos ?? count) - count + 1;
}

/** The last position given out. All up to it can be read: a transaction takes positions only after the one before it has ended. */
export async function lastPosition(db: ReadHandle): Promise<number> {
  return (await db.one<{ pos: number }>('SELECT pos FROM counter WHERE id = 0'))?.pos ?? 0;
}
