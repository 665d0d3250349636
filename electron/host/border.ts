/** What the page may be refused at the border, by the wall that refused it. */
export type BorderKind =
  | 'navigation'
  | 'window'
  | 'webview'
  | 'permission'
  | 'download'
  | 'request'
  | 'policy'
  | 'unknown-call'
  | 'bad-input'
  | 'out-of-scope'
  | 'wrong-sender';

/** One refusal for the audit log. */
export interface BorderRefusal {
  readonly kind: BorderKind;
  /** A word of our own: a scheme, a permission, a call's name. Never text that the page chose: it could be a secret. */
  readonly what: string;
  /** How many more of this kind were refused since the last one that was reported. */
  readonly more: number;
}

/** How many refusals of one kind are reported per minute, so that a page that runs wild cannot fill the log. */
const MOST_PER_MINUTE = 5;
const MINUTE_MS = 60_000;

interface Count {
  since: number;
  reported: number;
  more: number;
}

/** Counts every refusal, and passes on as many as the log should hold. */
export class Border {
  readonly #onRefused: (refused: BorderRefusal) => void;
  readonly #monotonic: () => number;
  readonly #counts = new Map<BorderKind, Count>();

  /** `monotonic` gives milliseconds of a clock that never goes back. */
  constructor(onRefused: (refused: BorderRefusal) => void, monotonic: () => number) {
    this.#onRefused = onRefused;
    this.#monotonic = monotonic;
  }

  refused(kind: BorderKind, what: string): void {
    const now = this.#monotonic();
    const count = this.#counts.get(kind) ?? { since: now, reported: 0, more: 0 };
    this.#counts.set(kind, count);
    if (now - count.since >= MINUTE_MS) {
      count.since = now;
      count.reported = 0;
    }
    if (count.reported >= MOST_PER_MINUTE) {
      count.more += 1;
      return;
    }
    const { more } = count;
    count.reported += 1;
    count.more = 0;
    this.#onRefused({ kind, what, more });
  }
}
