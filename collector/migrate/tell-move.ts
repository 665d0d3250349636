import type { Collector } from '../ground/collector.ts';
import { appendOwn } from '../store/own-log.ts';
import { moveOf } from './move-row.ts';

/** Where the database is one that the collector was moved to, its own log says so, once. To be called at every start. */
export async function tellMove({ db, keys, now }: Collector): Promise<void> {
  if ((await moveOf(db))?.state !== 'arrived') return;
  await db.transaction(async (tx) => {
    if ((await tx.run("UPDATE move SET state = 'told' WHERE id = 0 AND state = 'arrived'")) === 0) return;
    const move = await moveOf(tx);
    if (move === null) return;
    const { from, own } = move.progress;
    await appendOwn(tx, keys.heads, now(), [
      { act: 'store.migrated', d: { from, to: db.kind, size: own?.size ?? 0, root: own?.root ?? '' } },
    ]);
  });
}
