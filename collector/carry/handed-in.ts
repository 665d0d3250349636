import { verifyEd25519 } from '../../core/hash/node-hash.ts';
import { AppError } from '../../shared/base/app-error.ts';
import { type Bytes, concat, utf8 } from '../../shared/base/bytes.ts';
import { parseAddCheckpoint } from '../../shared/log/exchange/add-checkpoint.ts';
import { writeAddEntries } from '../../shared/log/exchange/add-entries.ts';
import type { BundleManifest } from '../../shared/log/exchange/bundle-manifest.ts';
import { pieceOf } from '../../shared/log/exchange/byte-source.ts';
import { writeReceiptFile } from '../../shared/log/exchange/receipt-file.ts';
import type { BundleBody } from '../../shared/log/exchange/sync-bundle.ts';
import type { Collector } from '../ground/collector.ts';
import { addDisclosures } from '../ingest/add-disclosures.ts';
import { addEntries } from '../ingest/add-entries.ts';
import { writableLog } from '../store/log-row.ts';
import { gap, handInHead, type ReadPackages } from './carried-head.ts';

export interface CarriedReceipt {
  readonly size: number;
  readonly receipt: Bytes;
}

/** The bodies of one bundle, on their way into the handlers of `collector/ingest`. */
export class HandedIn {
  readonly #collector: Collector;
  readonly #manifest: BundleManifest;
  readonly #packages: ReadPackages;
  #checkpoint = '';
  /** The collector has a larger head: what the bundle has is here, and its entries are passed over. */
  #newer = false;
  #lines: string | null = null;

  constructor(collector: Collector, manifest: BundleManifest, packages: ReadPackages) {
    this.#collector = collector;
    this.#manifest = manifest;
    this.#packages = packages;
  }

  /** Throws what the handler of such a body throws, and `collector.gap`. */
  async take({ kind, bytes }: BundleBody): Promise<void> {
    switch (kind) {
      case 'add-checkpoint':
        return this.#head(bytes);
      case 'add-entries':
        return this.#newer ? undefined : this.#entries(bytes);
      case 'disclosures':
        await addDisclosures(this.#collector, bytes);
    }
  }

  async #head(bytes: Bytes): Promise<void> {
    this.#checkpoint = parseAddCheckpoint(bytes).checkpoint;
    this.#newer = (await handInHead(this.#collector, bytes, this.#packages)) === 'newer';
    if (!this.#newer) return;
    const { next } = await writableLog(this.#collector.db, this.#manifest.origin);
    if (next < this.#manifest.to) throw gap(next);
  }

  async #entries(bytes: Bytes): Promise<void> {
    const answer = await addEntries(this.#collector, pieceOf(bytes));
    if (answer.kind === 'receipt') this.#lines = answer.lines;
    if (answer.kind !== 'elsewhere') return;
    if (answer.info.end <= this.#manifest.to) throw gap(answer.info.next);
    this.#newer = true;
  }

  /**
   * The receipt for the bundle's head, or for a larger one where that is here. Throws `log.bad_bundle` when the bodies did
   * not bring every entry, and `collector.gap` when the collector has a larger head and no receipt that covers the bundle.
   */
  async receipt(): Promise<CarriedReceipt> {
    if (this.#lines !== null) return this.#receiptFile(this.#manifest.to, this.#checkpoint, this.#lines);
    if (!this.#newer) throw new AppError('log.bad_bundle', 'bundle: it does not hold every entry under its head');
    const { origin, to } = this.#manifest;
    const { n, size, note, next } = await writableLog(this.#collector.db, origin);
    const body = concat(...writeAddEntries({ origin, start: next, end: size, ticket: new Uint8Array() }, []));
    const answer = await addEntries(this.#collector, pieceOf(body));
    if (answer.kind === 'receipt') return this.#receiptFile(size, note, answer.lines);
    const earlier = await this.#collector.db.one<{ size: number; note: string }>(
      'SELECT size, note FROM receipt WHERE log = ? AND size >= ? ORDER BY size DESC LIMIT 1',
      n,
      to,
    );
    if (earlier === null) throw gap(next);
    return { size: earlier.size, receipt: utf8(earlier.note) };
  }

  async #receiptFile(size: number, checkpoint: string, lines: string): Promise<CarriedReceipt> {
    const { db, keys } = this.#collector;
    const { key } = await writableLog(db, this.#manifest.origin);
    return { size, receipt: writeReceiptFile(checkpoint, lines, { log: key, collectors: [keys.receipts.key] }, verifyEd25519) };
  }
}
