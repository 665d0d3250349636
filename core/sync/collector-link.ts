/** How one session stands with its collector: what is kept in the file, and what only this run knows. */
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
import { OwnLog } from './log-to-send.ts';
import { Waiting } from './unreceived.ts';
import { newStanding, type Standing } from './upload.ts';

export interface Fault {
  readonly code: ErrorCode;
  /** UTC ms. */
  readonly since: number;
}

type GoodReceipt = ReceiptRow & { readonly root: string };

/** What the file says, read and verified once. */
interface Read {
  readonly kept: KeptCollector | null | AppError;
  readonly receipt: GoodReceipt | null;
}

export class Link {
  readonly session: Session;
  readonly own: OwnLog;
  readonly ending = new AbortController();
  standing: Standing = newStanding();
  waiting: Waiting;
  /** One exchange at a time; nobody waits for it. */
  busy = false;
  /** Somebody asks this collector to enrol the log. */
  asking = false;
  fault: Fault | null = null;
  /** Rounds in a row that failed. */
  failures = 0;
  /** When the next try is due, on the monotonic clock. */
  nextTry = 0;
  /** When the collector is to hear of this station again, whether there is anything to send or not; on the monotonic clock. */
  nextGreeting = 0;
  /** The newest alert for which a round was begun. */
  alertTried = -1;
  /** The collector's clock less this station's, ms. */
  clockOffMs: number | null = null;
  /** The size of the receipt that was looked at in this run: its root is that of this log. */
  verified = 0;
  /** The size of the receipt whose root was compared, whatever came of it. */
  compared = 0;
  readonly #ctx: EngineContext;
  #read: Read | null = null;

  constructor(ctx: EngineContext, session: Session) {
    this.#ctx = ctx;
    this.session = session;
    this.own = new OwnLog(session, ctx.station.key, () => ctx.session === session && !this.ending.signal.aborted);
    this.waiting = new Waiting(session, 0);
    this.begin();
  }

  /** Starts from what the file says: at the opening, and when another collector takes over. */
  begin(): void {
    this.#read = null;
    const receipt = this.receipt();
    const received = receipt?.size ?? 0;
    this.session.setFloor(receipt === null ? null : { size: receipt.size, time: receipt.time });
    this.standing = { ...newStanding(), headSize: received, next: received, told: received, received };
    this.waiting = new Waiting(this.session, received);
    const row = this.row();
    const code = row?.fault ?? null;
    this.fault = row === null || code === null || !isErrorCode(code) ? null : { code, since: row.faultSince ?? row.since };
    [this.failures, this.nextTry, this.alertTried, this.verified, this.compared] = [0, 0, -1, 0, 0];
    [this.nextGreeting, this.clockOffMs] = [0, null];
  }

  row(): CollectorRow | null {
    return this.session.file.read.collectors.get(this.session.log.origin);
  }

  /** As `keptCollector`. */
  kept(): KeptCollector | null {
    const { kept } = this.#now();
    if (kept instanceof AppError) throw kept;
    return kept;
  }

  keys({ keys }: KeptCollector): TrustedKeys {
    return { log: this.own.key, collectors: [keys.receipts] };
  }

  /** The newest receipt by the collector at hand, when its signatures hold. Null also where the file names keys that the log does not. */
  receipt(): GoodReceipt | null {
    return this.#now().receipt;
  }

  /** After anything of it was written: this process alone writes the file. */
  changed(): void {
    this.#read = null;
    this.#ctx.changed();
  }

  #now(): Read {
    if (this.#read !== null) return this.#read;
    let kept: Read['kept'];
    try {
      kept = keptCollector(this.session);
    } catch (error) {
      if (!isAppError(error)) throw error;
      kept = error;
    }
    this.#read = { kept, receipt: kept === null || kept instanceof AppError ? null : this.#newestReceipt(kept) };
    return this.#read;
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
    if (this.#ctx.session !== this.session || this.ending.signal.aborted) throw new AppError('vault.none_open', 'the vault was closed');
  }

  /** The entries and the collector as it is from now on, in one commit. `pin`: which of the entries names the keys. */
  keep(entries: readonly EntryDraft[], row: CollectorRow, pin: number | null = null): void {
    const { session } = this;
    session.write(entries, (tx, seqs) => {
      const pinnedAt = pin === null ? row.pinnedAt : (seqs[pin] ?? row.pinnedAt);
      tx.collectors.put(session.log.origin, { ...row, pinnedAt });
    });
    this.changed();
  }

  /** What keeps the log from arriving. The same again does not begin anew; what must be known later goes into the log, once. */
  failed(error: unknown): void {
    const code = isAppError(error) ? error.code : 'internal';
    if (code === 'internal') this.#ctx.ports.report('a bug in the exchange with the collector');
    this.failures += 1;
    if (this.fault?.code === code) return;
    this.fault = { code, since: this.#ctx.clock.look().wall };
    try {
      this.#keepFault(code);
    } catch (unkept) {
      // What cannot be kept is still shown; the log says by itself why it cannot be written.
      if (!isAppError(unkept)) throw unkept;
    }
    this.#ctx.changed();
  }

  worked(): void {
    this.failures = 0;
    if (this.fault === null) return;
    this.fault = null;
    const row = this.row();
    if (row !== null) this.session.file.noteCollector(this.session.log.origin, { ...row, fault: null, faultSince: null });
    this.#ctx.changed();
  }

  #keepFault(code: ErrorCode): void {
    const row = this.row();
    if (row === null || this.fault === null) return;
    const now: CollectorRow = { ...row, fault: code, faultSince: this.fault.since };
    if (!isLogged(code)) {
      this.session.file.noteCollector(this.session.log.origin, now);
      return;
    }
    const forked = code === 'collector.forked' && row.state === 'active';
    const entry: EntryDraft = { act: 'sync.refused', out: 'refused', err: code, d: { size: this.session.log.size } };
    this.keep([entry], forked ? { ...now, state: 'forked', since: this.fault.since } : now);
  }
}
