import type { Ceremony } from '../../shared/domain/ceremony-state.ts';
import type { OpenWindow } from '../../shared/domain/window.ts';
import { RunningRequest } from './running-request.ts';

/** A field that was put on the clipboard, until it is cleared. */
export interface CopiedField {
  readonly credential: string;
  readonly field: string;
  readonly text: string;
  readonly clearsAtMono: number;
}

/** What an open window has counted: when something was first used, and how many uses showed nothing. */
export interface UseCount {
  readonly firstUseAt: number;
  readonly unseen: number;
}

/** An open window, and what has been done in it. */
export class OpenUse extends RunningRequest {
  readonly #exposures = new Map<string, number>();
  readonly #codes = new Set<string>();
  #window: OpenWindow;
  #copied: CopiedField | null = null;
  #firstUseAt: number | null = null;
  #unseen = 0;

  /** `ceremony`: that of `request`, after the grant. */
  constructor(request: RunningRequest, ceremony: Ceremony, window: OpenWindow) {
    super(ceremony, request.bytes, request.declared);
    this.#window = window;
  }

  get window(): OpenWindow {
    return this.#window;
  }

  /** The window changed: a field was shown or hidden, time passed, or there is more of it. */
  moveWindow(next: OpenWindow): void {
    this.#window = next;
  }

  /** The field that is on the clipboard, or null. */
  get copied(): CopiedField | null {
    return this.#copied;
  }

  putOnClipboard(copied: CopiedField): void {
    this.#copied = copied;
  }

  /** What was on the clipboard and is to be cleared; null when nothing was. */
  takeFromClipboard(): CopiedField | null {
    const copied = this.#copied;
    this.#copied = null;
    return copied;
  }

  /** UTC milliseconds; null while nothing was used. */
  get firstUseAt(): number | null {
    return this.#firstUseAt;
  }

  /** Uses that showed nothing, such as a one-time code. */
  get unseen(): number {
    return this.#unseen;
  }

  /** Something was used at `at`, in UTC milliseconds. */
  countUse(at: number): UseCount {
    this.#firstUseAt ??= at;
    return { firstUseAt: this.#firstUseAt, unseen: this.#unseen };
  }

  /** As `countUse`, of a use that showed nothing. */
  countUnseenUse(at: number): UseCount {
    this.#unseen += 1;
    return this.countUse(at);
  }

  /** The code of this credential was used: that is logged once in a window. */
  noteCode(credential: string): void {
    this.#codes.add(credential);
  }

  hasUsedCode(credential: string): boolean {
    return this.#codes.has(credential);
  }

  /** A field is shown under this row of the table of exposures. */
  noteExposure(credential: string, field: string, row: number): void {
    this.#exposures.set(`${credential} ${field}`, row);
  }

  /** The row of the table of exposures that a shown field belongs to; null when it was not shown. */
  exposureOf(credential: string, field: string): number | null {
    return this.#exposures.get(`${credential} ${field}`) ?? null;
  }
}
