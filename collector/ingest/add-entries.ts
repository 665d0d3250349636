/** `POST /w/add-entries`: entries arrive, are proven one package after another, kept, and countersigned. shared/log/FORMAT.md §9 and §12. */
import { nodeTreeHasher } from '../../core/hash/node-hash.ts';
import { AppError } from '../../shared/base/app-error.ts';
import { readAddEntries, type Upload } from '../../shared/log/exchange/add-entries-reader.ts';
import type { MirrorInfo } from '../../shared/log/exchange/collector-answer.ts';
import type { EntryPackage } from '../../shared/log/exchange/entry-package.ts';
import { PACKAGE_ENTRIES, provesPackage } from '../../shared/log/exchange/entry-package.ts';
import { receiptLine } from '../../shared/log/note/receipt.ts';
import { appendLeaf, EMPTY_FRONTIER, type Frontier, frontierRoot, frontierText, parseFrontier } from '../../shared/log/tree/frontier.ts';
import type { Collector } from '../ground/collector.ts';
import { addBundles, type Bundle, bundleOf, hashesOf } from '../store/bundles.ts';
import { type Indexed, index, indexed } from '../store/events.ts';
import { heldLog, type StationLogRow, writableLog } from '../store/log-row.ts';
import { judgeLeaf } from './judge-leaf.ts';

/**
 * `receipt`: every entry under the head is durable, and these lines say so. `go-on`: what arrived was taken, and more is to come.
 * `elsewhere`: the upload begins or ends where this log does not; `info` says where it stands.
 */
export type EntriesResult =
  | { readonly kind: 'receipt'; readonly lines: string }
  | { readonly kind: 'go-on' | 'elsewhere'; readonly info: MirrorInfo };

/** Proven entries are stored in transactions of up to this many entries or bytes. Larger groups outlive garbage collections. */
const GROUP_ENTRIES = 4 * PACKAGE_ENTRIES;
const GROUP_BYTES = 2 * 1024 * 1024;

/** Hears how an upload gets on: whoever gives it room wants to know. */
interface Progress {
  /** A package was proven. */
  advance(): void;
  /** All that was proven is stored. */
  release(): void;
}

/**
 * Reads an upload and keeps what it proves. What came before a fault is kept, then the fault is thrown: what
 * `readAddEntries`, `judgeLeaf` and `writableLog` throw, and `log.bad_proof`.
 */
export async function addEntries(collector: Collector, body: AsyncIterable<Uint8Array>, progress?: Progress): Promise<EntriesResult> {
  const upload = await readAddEntries(body);
  const row = await writableLog(collector.db, upload.header.origin);
  if (upload.header.end !== row.size || upload.header.start > row.next) return { kind: 'elsewhere', info: infoOf(row) };
  const intake = new Intake(collector, row, progress);
  try {
    await intake.take(upload);
  } finally {
    await intake.store();
  }
  return finish(collector, row.origin, row.size);
}

function infoOf({ size, next }: StationLogRow): MirrorInfo {
  return { end: size, next, ticket: new Uint8Array() };
}

/** The entries of one upload, between their proof and their transaction. */
class Intake {
  readonly #collector: Collector;
  readonly #row: StationLogRow;
  readonly #progress: Progress | undefined;
  #bytes = 0;
  #next: number;
  #stored: number;
  #frontier: Frontier;
  #bundles: Bundle[] = [];
  #received: Indexed[] = [];

  constructor(collector: Collector, row: StationLogRow, progress: Progress | undefined) {
    this.#collector = collector;
    this.#row = row;
    this.#progress = progress;
    this.#next = row.next;
    this.#stored = row.next;
    this.#frontier = row.next === 0 ? EMPTY_FRONTIER : parseFrontier(row.next, row.frontier);
  }

  async take({ packages }: Upload): Promise<void> {
    for await (const one of packages) {
      if (one.start + one.leaves.length <= this.#next) continue;
      await this.#prove(one);
      this.#progress?.advance();
      if (this.#next - this.#stored >= GROUP_ENTRIES || this.#bytes >= GROUP_BYTES) await this.store();
    }
  }

  async #prove({ start, leaves, proof }: EntryPackage): Promise<void> {
    const { n, origin, size, root } = this.#row;
    const hashes = leaves.map((leaf) => nodeTreeHasher.leaf(leaf));
    const held = start % PACKAGE_ENTRIES === 0 ? [] : await hashesOf(this.#collector.db, n, start - (start % PACKAGE_ENTRIES), start);
    if (!provesPackage({ start, held, leafHashes: hashes, proof, head: { size, root } }, nodeTreeHasher))
      throw new AppError('log.bad_proof', `the entries from ${start} are not under the head of ${size}`);
    const known = this.#next - start;
    const fresh = leaves.slice(known);
    const received = fresh.flatMap((leaf, i) => {
      const entry = judgeLeaf(leaf, origin, this.#next + i);
      return entry === null ? [] : [indexed(n, { entry, leaf, hash: hashes[known + i] ?? '' })];
    });
    this.#bundles.push(bundleOf(this.#next, fresh, hashes.slice(known)));
    this.#received.push(...received);
    for (const hash of hashes.slice(known)) this.#frontier = appendLeaf(this.#frontier, hash, nodeTreeHasher);
    this.#next += fresh.length;
    this.#bytes += fresh.reduce((sum, leaf) => sum + leaf.length, 0);
  }

  /** Makes durable what was proven. Throws `collector.other_head` when another upload of this log was faster. */
  async store(): Promise<void> {
    if (this.#next === this.#stored) return;
    const { db, now } = this.#collector;
    const { n } = this.#row;
    const [bundles, received, from] = [this.#bundles, this.#received, this.#stored];
    [this.#bundles, this.#received, this.#stored] = [[], [], this.#next];
    await db.transaction(async (tx) => {
      const at = now();
      const moved = await tx.run(
        "UPDATE log SET next = ?, frontier = ?, seen_at = ?, received_at = ? WHERE n = ? AND next = ? AND state = 'active'",
        this.#next,
        frontierText(this.#frontier),
        at,
        at,
        n,
        from,
      );
      if (moved !== 1) throw new AppError('collector.other_head', 'another upload of this log was faster');
      await addBundles(tx, n, bundles);
      await index(tx, at, received);
    });
    this.#bytes = 0;
    this.#progress?.release();
  }
}

/** The receipt when everything under the head is durable, else where to go on. Nothing is signed before it was committed. */
async function finish({ db, keys, now }: Collector, origin: string, size: number): Promise<EntriesResult> {
  return db.transaction(async (tx) => {
    const row = await heldLog(tx, origin);
    if (row.size !== size) return { kind: 'elsewhere', info: infoOf(row) };
    if (row.next < row.size) return { kind: 'go-on', info: infoOf(row) };
    if (frontierRoot(parseFrontier(row.next, row.frontier), nodeTreeHasher) !== row.root)
      throw new AppError('log.tampered', 'the entries here do not give the root of the head');
    const time = Math.max(row.receipt_time, Math.floor(now() / 1000));
    const lines = receiptLine({ origin, size: row.size, root: row.root }, time, keys.receipts);
    await tx.run('UPDATE log SET receipt_time = ? WHERE n = ?', time, row.n);
    if ((await tx.run('UPDATE receipt SET time = ?, note = ? WHERE log = ? AND size = ?', time, row.note + lines, row.n, size)) === 0)
      await tx.insert('receipt', ['log', 'size', 'time', 'note'], [[row.n, size, time, row.note + lines]]);
    return { kind: 'receipt', lines };
  });
}
