/** One session and its collector: what the vault file says, read once, and what only this run knows. */
import { AppError, isAppError } from '../../shared/base/app-error.ts';
import { type ErrorCode, isErrorCode } from '../../shared/base/error-codes.ts';
import type { EntryDraft } from '../../shared/log/leaf/entry-draft.ts';
import { openReceipts, type TrustedKeys } from '../../shared/log/note/receipt.ts';
import { vkeyText } from '../../shared/log/note/vkey.ts';
import { verifyEd25519 } from '../hash/node-hash.ts';
import type { EngineContext } from '../session/context.ts';
import type { Session } from '../session/session.ts';
import type { CollectorRow } from '../store/tables/collector-table.ts';
import type { ReceiptRow } from '../store/tables/receipt-table.ts';
import { isLogged } from './fault-kind.ts';
import { type KeptCollector, keptCollector } from './kept-collector.ts';
import { LogToSend } from './log-to-send.ts';
import { Unreceived } from './unreceived.ts';
import { UploadState } from './upload-state.ts';

/** What keeps the log from arriving. */
export interface LinkFault {
  readonly code: ErrorCode;
  /** UTC ms. */
  readonly since: number;
}

type GoodReceipt = ReceiptRow & { readonly root: string };

/** What the file says, read and verified once. */
interface FromFile {
  readonly kept: KeptCollector | null | AppError;
  readonly receipt: GoodReceipt | null;
}

/**
 * Owns everything that is known of the collector while a vault is open. Others read it, and change it by the transitions below
 * alone; `uploads` and `waiting` own theirs.
 */
export class CollectorLink {
  readonly session: Session;
  readonly own: LogToSend;
  readonly #ctx: EngineContext;
  readonly #ending = new AbortController();
  #uploads = new UploadState();
  #waiting: Unreceived;
  #busy = false;
  #asking = false;
  #fault: LinkFault | null = null;
  #failures = 0;
  #nextTry = 0;
  #nextGreeting = 0;
  #alertTried = -1;
  #clockOffMs: number | null = null;
  #verified = 0;
  #compared = 0;
  #fromFile: FromFile | null = null;

  constructor(ctx: EngineContext, session: Session) {
    this.#ctx = ctx;
    this.session = session;
    this.own = new LogToSend(session, ctx.station.key, () => ctx.session === session && !this.signal.aborted);
    this.#waiting = new Unreceived(session, 0);
    this.begin();
  }

  /** What the collector was sent and holds. The functions that send tell it what happened. */
  get uploads(): UploadState {
    return this.#uploads;
  }

  /** Which entries no receipt covers. */
  get waiting(): Unreceived {
    return this.#waiting;
  }

  /** Aborted once the vault closes, with `vault.none_open` as the reason. */
  get signal(): AbortSignal {
    return this.#ending.signal;
  }

  /** An exchange is under way: one at a time, and nobody waits for it. */
  get busy(): boolean {
    return this.#busy;
  }

  get fault(): LinkFault | null {
    return this.#fault;
  }

  /** How many rounds in a row failed. */
  get failures(): number {
    return this.#failures;
  }

  /** When the next try is due, on the monotonic clock. */
  get nextTry(): number {
    return this.#nextTry;
  }

  /** When the next greeting is due if there is nothing to send, on the monotonic clock. */
  get nextGreeting(): number {
    return this.#nextGreeting;
  }

  /** The newest alert for which a round was begun; −1 without one. */
  get alertTried(): number {
    return this.#alertTried;
  }

  /** The collector's clock minus this station's, in ms; null while they agree, or while nobody knows. */
  get clockOffMs(): number | null {
    return this.#clockOffMs;
  }

  /** The size of the receipt whose root was found to be the root of this log, in this run; 0 for none. */
  get verified(): number {
    return this.#verified;
  }

  /** The size of the receipt whose root was compared with this log, whatever the result; 0 for none. */
  get compared(): number {
    return this.#compared;
  }

  /** Starts from what the file says: at the opening, and when another collector takes over. */
  begin(): void {
    this.#fromFile = null;
    const receipt = this.receipt();
    const received = receipt?.size ?? 0;
    this.session.setFloor(receipt === null ? null : { size: receipt.size, time: receipt.time });
    this.#uploads = new UploadState(received);
    this.#waiting = new Unreceived(this.session, received);
    const row = this.row();
    const code = row?.fault ?? null;
    this.#fault = row === null || code === null || !isErrorCode(code) ? null : { code, since: row.faultSince ?? row.since };
    [this.#failures, this.#nextTry, this.#alertTried, this.#verified, this.#compared] = [0, 0, -1, 0, 0];
    [this.#nextGreeting, this.#clockOffMs] = [0, null];
  }

  /** The vault closes: ends whatever is under way, with `vault.none_open`. */
  end(): void {
    this.#ending.abort(new AppError('vault.none_open', 'the vault was closed'));
  }

  /** Begins to ask this collector to enrol the log, until `askingEnded`. Throws `collector.already_asked` while that goes on. */
  beginAsking(): void {
    if (this.#asking) throw new AppError('collector.already_asked', 'this log is just being enrolled');
    this.#asking = true;
  }

  askingEnded(): void {
    this.#asking = false;
  }

  /** An exchange begins, and lasts until `exchangeEnded`. */
  beginExchange(): void {
    this.#busy = true;
    this.#ctx.changed();
  }

  exchangeEnded(): void {
    this.#busy = false;
    this.#ctx.changed();
  }

  /** The next try waits until then, on the monotonic clock. */
  waitUntil(mono: number): void {
    this.#nextTry = mono;
  }

  /** A person wants a try now: clears the wait, and forgets which alert was tried already. */
  tryNow(): void {
    [this.#nextTry, this.#alertTried] = [0, -1];
  }

  /** The address or the network changed: forgets earlier failures and the wait after them. */
  wayChanged(): void {
    [this.#nextTry, this.#failures] = [0, 0];
  }

  /** The collector has heard from this station. `nextGreeting`: when it is due again, on the monotonic clock. */
  heard(nextGreeting: number): void {
    this.#nextGreeting = nextGreeting;
  }

  /** This round sends the alerts known so far, so they start no other round. */
  alertsTried(): void {
    this.#alertTried = Math.max(this.#alertTried, this.#waiting.newestAlert);
  }

  /** An answer told the collector's clock: how far it is off, or null when it is near enough. `news`: it was not known to be off. */
  clockRead(offMs: number | null): 'news' | 'known' {
    const before = this.#clockOffMs;
    this.#clockOffMs = offMs;
    return before === null && offMs !== null ? 'news' : 'known';
  }

  /** The root of the receipt of this size was compared with this log's. */
  receiptCompared(size: number, result: 'same' | 'other'): void {
    this.#compared = size;
    if (result === 'same') this.#verified = size;
  }

  /** A receipt over this log's own head is in the file: everything under it has arrived. `time`: UTC seconds. */
  receiptKept({ size, time }: Pick<ReceiptRow, 'size' | 'time'>): void {
    this.session.setFloor({ size, time });
    this.receiptCompared(size, 'same');
    this.#uploads.noteReceipt(size);
    this.#waiting.skip(size);
    this.#waiting.readNew();
    this.changed();
  }

  row(): CollectorRow | null {
    return this.session.file.read.collectors.get(this.session.log.origin);
  }

  /** As `keptCollector`. */
  kept(): KeptCollector | null {
    const { kept } = this.#readFile();
    if (kept instanceof AppError) throw kept;
    return kept;
  }

  keys({ keys }: KeptCollector): TrustedKeys {
    return { log: this.own.key, collectors: [keys.receipts] };
  }

  /** The newest receipt of the current collector, if its signatures hold. Null also when the file names keys that the log does not. */
  receipt(): GoodReceipt | null {
    return this.#readFile().receipt;
  }

  /** What the file says was written: it is read again. Nobody but this process writes the file. */
  changed(): void {
    this.#fromFile = null;
    this.#ctx.changed();
  }

  #readFile(): FromFile {
    if (this.#fromFile !== null) return this.#fromFile;
    let kept: FromFile['kept'];
    try {
      kept = keptCollector(this.session);
    } catch (error) {
      if (!isAppError(error)) throw error;
      kept = error;
    }
    this.#fromFile = { kept, receipt: kept === null || kept instanceof AppError ? null : this.#newestReceipt(kept) };
    return this.#fromFile;
  }

  #newestReceipt(kept: KeptCollector): GoodReceipt | null {
    try {
      const row = this.session.file.read.receipts.newest(this.session.log.origin, vkeyText(kept.keys.receipts));
      if (row === null) return null;
      const { head, receipts } = openReceipts(row.note, this.keys(kept), verifyEd25519);
      return receipts[0] === undefined || head.size !== row.size ? null : { ...row, root: head.root };
    } catch (error) {
      if (!isAppError(error)) throw error;
      return null;
    }
  }

  /** Throws `vault.none_open` when the vault was closed meanwhile. */
  requireOpen(): void {
    if (this.#ctx.session !== this.session || this.signal.aborted) throw new AppError('vault.none_open', 'the vault was closed');
  }

  /** Commits the entries and the collector's new row together. `pin`: the index of the entry that names the keys; null for none of them. */
  commit(entries: readonly EntryDraft[], row: CollectorRow, pin: number | null = null): void {
    const { session } = this;
    session.write(entries, (tx, seqs) => {
      const pinnedAt = pin === null ? row.pinnedAt : (seqs[pin] ?? row.pinnedAt);
      tx.collectors.put(session.log.origin, { ...row, pinnedAt });
    });
    this.changed();
  }

  /** A round failed. The same fault again keeps its first time; a fault that must be known later is logged once. */
  failed(error: unknown): void {
    const code = isAppError(error) ? error.code : 'internal';
    if (code === 'internal') this.#ctx.ports.report('a bug in the exchange with the collector');
    this.#failures += 1;
    if (this.#fault?.code === code) return;
    this.#fault = { code, since: this.#ctx.clock.look().wall };
    try {
      this.#keepFault(code);
    } catch (unkept) {
      // A fault that cannot be stored is still shown. Why the log cannot be written is reported where the log is written.
      if (!isAppError(unkept)) throw unkept;
    }
    this.#ctx.changed();
  }

  /** A round succeeded: clears the fault. */
  worked(): void {
    this.#failures = 0;
    if (this.#fault === null) return;
    this.#fault = null;
    const row = this.row();
    if (row !== null) this.session.file.noteCollector(this.session.log.origin, { ...row, fault: null, faultSince: null });
    this.#ctx.changed();
  }

  #keepFault(code: ErrorCode): void {
    const row = this.row();
    if (row === null || this.#fault === null) return;
    const now: CollectorRow = { ...row, fault: code, faultSince: this.#fault.since };
    if (!isLogged(code)) {
      this.session.file.noteCollector(this.session.log.origin, now);
      return;
    }
    const forked = code === 'collector.forked' && row.state === 'active';
    const entry: EntryDraft = { act: 'sync.refused', out: 'refused', err: code, d: { size: this.session.log.size } };
    this.commit([entry], forked ? { ...now, state: 'forked', since: this.#fault.since } : now);
  }
}
