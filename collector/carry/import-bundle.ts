/** A bundle arrives by hand: its bodies are handed in as if each had come over the network. shared/log/FORMAT.md §16. */
import { sha256, verifyEd25519 } from '../../core/hash/node-hash.ts';
import { AppError, isAppError } from '../../shared/base/app-error.ts';
import type { Bytes } from '../../shared/base/bytes.ts';
import type { ErrorCode } from '../../shared/base/error-codes.ts';
import { readAddEntries } from '../../shared/log/exchange/add-entries-reader.ts';
import type { BundleReader } from '../../shared/log/exchange/bundle-manifest.ts';
import { pieceOf } from '../../shared/log/exchange/byte-source.ts';
import type { EntryPackage } from '../../shared/log/exchange/entry-package.ts';
import { readBundle, type SyncBundle } from '../../shared/log/exchange/sync-bundle.ts';
import { TAR_END, tarFileBytes } from '../../shared/log/exchange/tar.ts';
import { parseVkey } from '../../shared/log/note/vkey.ts';
import type { Collector } from '../ground/collector.ts';
import { logOf, writableLog } from '../store/log-row.ts';
import { firstBadEntry } from './first-bad-entry.ts';
import { HandedIn } from './handed-in.ts';
import { SpooledArchive } from './spooled-archive.ts';

/** What a bundle brought. */
export interface Imported {
  readonly origin: string;
  /** How many entries were not here before. */
  readonly taken: number;
  /** The head that the receipt is for: the bundle's, or a larger one that the collector has. */
  readonly size: number;
  /** The `.hreceipt`. */
  readonly receipt: Bytes;
}

/** Where the compression is damaged, what was unpacked together is lost together: to name the place, little is unpacked at once. */
const FINE_BYTES = 1024;

/** Refusals of what the file itself holds. */
const FAULTS: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'log.bad_bundle',
  'log.bad_body',
  'log.bad_proof',
  'log.body_too_large',
  'log.entry_too_large',
  'log.entry_malformed',
  'log.not_canonical',
  'log.wrong_log',
  'log.wrong_position',
]);

/** How much is kept before the manifest, which limits the rest, is read. Larger than the largest manifest. */
const FIRST_BYTES = 256 * 1024;

/**
 * Takes a `.hsync`. Nothing of it is believed before its log signed for it; it is kept on disk while it is read, and one body
 * at a time in memory. Throws what `readBundle` and the handlers of its bodies throw: what was taken before stays, and the
 * whole can be handed in again. `collector.gap` when it does not go on where the collector's part of the log ends.
 */
export async function importBundle(collector: Collector, archive: Uint8Array | AsyncIterable<Uint8Array>): Promise<Imported> {
  const spooled = await SpooledArchive.make();
  try {
    await receive(collector, archive instanceof Uint8Array ? pieceOf(archive) : archive, spooled);
    return await inTurn(collector, () => replay(collector, spooled));
  } catch (error) {
    throw isAppError(error) && FAULTS.has(error.code) ? await named(error, collector, spooled) : error;
  } finally {
    await spooled.close();
  }
}

/** Bundles that arrived whole are taken one after another: each holds a body in memory, and two of one log would be in each other's way. */
const turns = new WeakMap<Collector, Promise<unknown>>();

function inTurn<T>(collector: Collector, work: () => Promise<T>): Promise<T> {
  const mine = (turns.get(collector) ?? Promise.resolve()).then(work);
  turns.set(
    collector,
    mine.catch(() => undefined),
  );
  return mine;
}

/** Keeps what arrives; once enough has arrived for a manifest, only as much as it announces. */
async function receive(collector: Collector, pieces: AsyncIterable<Uint8Array>, spooled: SpooledArchive): Promise<void> {
  let most: number | null = null;
  for await (const piece of pieces) {
    if (most === null && spooled.size >= FIRST_BYTES) most = await announced(collector, spooled);
    if (most !== null && spooled.size + piece.length > most)
      throw new AppError('log.body_too_large', 'bundle: more arrives than its manifest says');
    await spooled.add(piece);
  }
}

/** The most bytes that the archive can have by its manifest: as long as it is, and what gzip may add to that. */
async function announced(collector: Collector, spooled: SpooledArchive): Promise<number> {
  return opened(collector, spooled, async ({ manifest: { origin, files } }) => {
    await writableLog(collector.db, origin);
    const length = files.reduce((sum, { bytes }) => sum + tarFileBytes(bytes), FIRST_BYTES + TAR_END.length);
    return length + Math.ceil(length / 1_000);
  });
}

async function replay(collector: Collector, spooled: SpooledArchive): Promise<Imported> {
  return opened(collector, spooled, async ({ manifest, bodies }) => {
    const before = await writableLog(collector.db, manifest.origin);
    const bundle = new HandedIn(collector, manifest, () => packagesOf(collector, spooled));
    for await (const body of bodies) await bundle.take(body);
    const receipt = await bundle.receipt();
    const after = await writableLog(collector.db, manifest.origin);
    return { origin: manifest.origin, taken: after.next - before.next, ...receipt };
  });
}

/** The fault, with the first bad entry named where one is known. */
async function named(fault: AppError, collector: Collector, spooled: SpooledArchive): Promise<AppError> {
  const bad = await opened(
    collector,
    spooled,
    async ({ manifest }) => {
      const pieces = spooled.unpacked(FINE_BYTES);
      try {
        return await firstBadEntry(collector, manifest, pieces);
      } finally {
        await pieces.return(undefined);
      }
    },
    FINE_BYTES,
  ).catch(() => null);
  if (bad === null) return fault;
  const where = bad.entry === bad.last ? `entry ${bad.entry}` : `one of the entries ${bad.entry} to ${bad.last}`;
  const detail = { ...fault.detail, ...bad };
  return new AppError(fault.code, `${fault.message}; the first bad entry is ${where}`, { cause: fault, detail });
}

/** Opens the archive, and reads it as far as `work` goes. */
async function opened<T>(
  collector: Collector,
  spooled: SpooledArchive,
  work: (bundle: SyncBundle) => Promise<T>,
  pieceBytes?: number,
): Promise<T> {
  const pieces = spooled.unpacked(pieceBytes);
  try {
    return await work(await readBundle(pieces, readerOf(collector), sha256));
  } finally {
    await pieces.return(undefined);
  }
}

async function* packagesOf(collector: Collector, spooled: SpooledArchive): AsyncGenerator<EntryPackage, undefined> {
  const pieces = spooled.unpacked();
  try {
    const { bodies } = await readBundle(pieces, readerOf(collector), sha256);
    for await (const { kind, bytes } of bodies) {
      if (kind === 'add-entries') yield* (await readAddEntries(pieceOf(bytes))).packages;
    }
  } finally {
    await pieces.return(undefined);
  }
  return undefined;
}

function readerOf({ db, keys }: Collector): BundleReader {
  const keyOf = async (origin: string) => {
    const row = await logOf(db, origin);
    return row === null ? null : parseVkey(row.vkey, sha256);
  };
  return { collector: keys.heads.key, keyOf, verify: verifyEd25519 };
}
