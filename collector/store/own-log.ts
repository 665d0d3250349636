/** The collector's own log: what it accepted and what was done here, in the same transaction as the thing itself. */
import { nodeTreeHasher, verifyEd25519 } from '../../core/hash/node-hash.ts';
import { AppError } from '../../shared/base/app-error.ts';
import { encodeHeadsEntry, type HeadsEntry } from '../../shared/log/exchange/heads-entry.ts';
import { type Head, openCheckpoint, type Signer, signCheckpoint } from '../../shared/log/note/checkpoint.ts';
import type { NoteKey } from '../../shared/log/note/vkey.ts';
import { appendLeaf, EMPTY_FRONTIER, type Frontier, frontierRoot, frontierText, parseFrontier } from '../../shared/log/tree/frontier.ts';
import type { ReadHandle, Writer } from './database.ts';

/** An entry for the collector’s own log, before it has its number and time. */
export type OwnDraft = Pick<HeadsEntry, 'act'> & Partial<Pick<HeadsEntry, 'who' | 'of' | 'd'>>;

interface HeadRow {
  readonly size: number;
  readonly frontier: string;
  readonly note: string;
}

/**
 * Appends the entries and signs the new head, in `tx`. Writers wait for one another here: call it last. Throws `log.fork`
 * when somebody else moved the head meanwhile, and what `treeOf` throws.
 */
export async function appendOwn(tx: Writer, signer: Signer, at: number, drafts: readonly OwnDraft[]): Promise<void> {
  await waitForOwn(tx);
  const row = await headRow(tx);
  const old = row ?? { size: 0, frontier: '', note: '' };
  if (old.size === 0) drafts = [{ act: 'heads.genesis' }, ...drafts];
  const log = signer.key.name;
  let frontier = treeOf(old, signer.key);
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

/** From here to the end of `tx`, nobody else adds to the own log. For what then adds to it, or finds something that is in it. */
export async function waitForOwn(tx: Writer): Promise<void> {
  if ((await tx.run('UPDATE own_head SET id = 0 WHERE id = 0')) > 0) return;
  await tx.insert('own_head', ['id', 'size', 'frontier', 'note'], [[0, 0, '', '']]);
}

/**
 * The tree under a head that this key signed. Throws `collector.cannot_write` for a head by another key, since two collectors would
 * then write one log, and `log.tampered` where the tree is not the one that was signed.
 */
function treeOf({ size, frontier, note }: HeadRow, key: NoteKey): Frontier {
  if (size === 0) return EMPTY_FRONTIER;
  const tree = parseFrontier(size, frontier);
  const head = headBy(note, key);
  if (head.size !== size || head.root !== frontierRoot(tree, nodeTreeHasher))
    throw new AppError('log.tampered', 'the head of the own log is not the one that was signed');
  return tree;
}

function headBy(note: string, key: NoteKey): Head {
  try {
    return openCheckpoint(note, key, verifyEd25519);
  } catch (cause) {
    throw new AppError('collector.cannot_write', 'the database is of a collector with other keys', { cause });
  }
}

function headRow(db: ReadHandle): Promise<HeadRow | null> {
  return db.one<HeadRow>('SELECT size, frontier, note FROM own_head WHERE id = 0');
}

/** Throws as `appendOwn` would for a log by another key, or a head that was changed. */
export async function requireOwnLog(db: ReadHandle, key: NoteKey): Promise<void> {
  const row = await headRow(db);
  if (row !== null) treeOf(row, key);
}

/** The signed head of the own log, or null before its first entry. */
export async function ownHead(db: ReadHandle): Promise<string | null> {
  return (await headRow(db))?.note ?? null;
}
