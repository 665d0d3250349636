import type { Writer } from './database.ts';

/** `count` positions that follow every position given out before; the first of them. Writers wait for one another here. */
export async function takePositions(tx: Writer, count: number): Promise<number> {
  const row = await tx.one<{ pos: number }>('UPDATE counter SET pos = pos + ? WHERE id = 0 RETURNING pos', count);
  return (row?.pos ?? count) - count + 1;
}
