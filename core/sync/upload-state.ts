import { AppError } from '../../shared/base/app-error.ts';
import type { Bytes } from '../../shared/base/bytes.ts';
import { MAX_PACKAGES } from '../../shared/log/exchange/add-entries.ts';

/**
 * What one run remembers of a collector from one upload to the next. Nothing here is trusted: a wrong value costs one more
 * request and does no harm. It changes only through the methods below.
 */
export class UploadState {
  #headSize: number;
  #next: number;
  #alertedUpTo: number;
  #received: number;
  #ticket: Bytes = new Uint8Array();
  #packages = 1;
  #unansweredRoot: string | null = null;

  /** `received`: the number of entries that the newest receipt covers; 0 without one. */
  constructor(received = 0) {
    this.#headSize = received;
    this.#next = received;
    this.#alertedUpTo = received;
    this.#received = received;
  }

  /** The size of the last head that the collector took; 0 for none. */
  get headSize(): number {
    return this.#headSize;
  }

  /** The first entry that the collector does not have. */
  get next(): number {
    return this.#next;
  }

  /** The alerts among the entries before this one have been sent. */
  get alertedUpTo(): number {
    return this.#alertedUpTo;
  }

  /** How many entries the collector has given a receipt for: it must never hold fewer. */
  get received(): number {
    return this.#received;
  }

  /** What the collector asks to be given back with the next body; empty before it gave one. */
  get ticket(): Bytes {
    return this.#ticket;
  }

  /** How many packages the next body carries, 1 to 32: doubled when a body arrives and halved when one is lost. */
  get packages(): number {
    return this.#packages;
  }

  /**
   * The root of the head whose last body got no answer; null when every body got one. The collector has that head and may have
   * more entries than `next` says, so it is asked where to continue before anything is sent again.
   */
  get unansweredRoot(): string | null {
    return this.#unansweredRoot;
  }

  /** The collector's last head has this size. */
  noteHead(size: number): void {
    this.#headSize = size;
  }

  /** A body under the head with this root got no answer. `carried`: whether it had any entries in it. */
  noteLostBody(root: string, carried: 'entries' | 'nothing'): void {
    if (carried === 'entries') this.#packages = Math.max(1, Math.floor(this.#packages / 2));
    this.#unansweredRoot = root;
  }

  /** The last body got an answer, whatever it was. */
  noteAnswer(): void {
    this.#unansweredRoot = null;
  }

  /** The collector wants the entries from `next` on, with this ticket. */
  continueAt(next: number, ticket: Bytes): void {
    this.#next = next;
    this.#ticket = ticket;
  }

  /** A whole body was taken: the next one may be larger. */
  growBodies(): void {
    this.#packages = Math.min(MAX_PACKAGES, this.#packages * 2);
  }

  /** The alerts among the entries before `seq` have been sent. */
  noteAlerted(seq: number): void {
    this.#alertedUpTo = seq;
  }

  /** The upload of a head of this size ended with its receipt. */
  noteUploaded(size: number): void {
    this.#next = size;
    this.#received = Math.max(this.#received, size);
  }

  /** A receipt for the first `size` entries was kept, whichever way it came. A receipt for fewer than before changes nothing. */
  noteReceipt(size: number): void {
    this.#received = Math.max(this.#received, size);
    this.#next = Math.max(this.#next, size);
    this.#headSize = Math.max(this.#headSize, size);
    this.#alertedUpTo = Math.max(this.#alertedUpTo, size);
  }

  /** Throws `collector.lost_entries` when the collector says that it holds fewer entries than it gave a receipt for. */
  requireNothingLost(held: number): void {
    if (held >= this.#received) return;
    const detail = { says: held, received: this.#received };
    throw new AppError('collector.lost_entries', `the collector holds ${held} entries, and gave a receipt for ${this.#received}`, {
      detail,
    });
  }
}
