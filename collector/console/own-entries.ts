import { fromUtf8 } from '../../shared/base/bytes.ts';
import type { ReadHandle } from '../store/database.ts';
import type { OwnLine } from './answers.ts';

/** The collector's own log before the entry `before`, newest first. */
export async function ownBefore(db: ReadHandle, before: number, limit: number) {
  const found = await db.all<{ seq: number; hash: string; leaf: Uint8Array }>(
    'SELECT seq, hash, leaf FROM own_entry WHERE seq < ? ORDER BY seq DESC LIMIT ?',
    before,
    limit,
  );
  const rows = found.map(({ leaf, ...row }): OwnLine => ({ ...row, leaf: fromUtf8(leaf) }));
  return { rows, next: found.length === limit ? (found.at(-1)?.seq ?? null) : null };
}
