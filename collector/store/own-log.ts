/** The collector's own log: what it accepted and what was done here, in the same transaction as the thing itself. */
import { nodeTreeHasher } from '../../core/hash/node-hash.ts';
import { AppError } from '../../shared/base/app-error.ts';
import { type Signer, signCheckpoint } from '../../shared/log/checkpoint.ts';
import { appendLeaf, EMPTY_FRONTIER, frontierRoot, frontierText, parseFrontier } from '../../shared/log/frontier.ts';
import { encodeHeadsEntry, type HeadsEntry } from '../../shared/log/heads-entry.ts';
import type { Reader, Writer } from './database.ts';

export type OwnDraft = Pick<HeadsEntry, 'act'> & Partial<Pick<HeadsEntry, 'who' | 'of' | 'd'>>;

interface HeadRow {
  readonly size: number;
  readonly frontier: string;
  readonly note: string;
}

/**
 * Appends the entries and signs the new head, in `tx`. Writers wait for one another here: call it last. Throws `log.fork`
 * when somebody else moved the head meanwhile.
 */
export async function appendOwn(tx: Writer, signer: Signer, at: number, drafts: readonly OwnDraft[]): Promise<void> {
  if ((await tx.run('UPDATE own_head SET id = 0 WHERE id = 0')) === 0) {
    await tx.insert('own_head', ['id', 'size', 'frontier', 'note'], [[0, 0, '', '']]);
    drafts = [{ act: 'heads.genesis' }, ...drafts];
  }
  const row = await tx.one<HeadRow>('SELECT size, frontier, note FROM own_head WHERE id = 0');
  const old = row ?? { size: 0, frontier: '', note: '' };
  const log = signer.key.name;
  let frontier = old.size === 0 ? EMPTY_FRONTIER : parseFrontier(old.size, old.frontier);
  const rows = drafts.map(({ act, who = null, of = null, d = {} }) => {
    const seq = frontier.size;
    const leaf = encodeHeadsEntry({ v: 1, log, seq, at, act, who, of, d });
    const hash = nodeTreeHasher.leaf(leaf);
    frontier = appendLeaf(frontier, hash, nodeTreeHasher);
    return [seq, hash, leaf];
  });
  await tx.insert('own_entry', ['seq', 'hash', 'leaf'], rows);
  const note = signCheckpoint({ origin: log, size: frontier.size, root: frontierRoot(frontier, nodeTreeHasher) }, signer);
  const moved = await tx.run(
    'UPDATE own_head SET size = ?, frontier = ?, note = ? WHERE id = 0 AND size = ?',
    frontier.size,
    frontierText(frontier),
    note,
    old.size,
  );
  if (moved !== 1) throw new AppError('log.fork', 'the head of the own log is not where it was');
}

/** The signed head of the own log, or null before its first entry. */
export async function ownHead(db: Reader): Promise<string | null> {
  return (await db.one<HeadRow>('SELECT size, frontier, note FROM own_head WHERE id = 0'))?.note ?? null;
}
