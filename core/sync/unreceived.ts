import { alertSeverity } from '../../shared/log/leaf/alerting.ts';
import { type Entry, parseEntry } from '../../shared/log/leaf/entry.ts';
import type { Session } from '../session/session.ts';

/** Entries about syncing. They never trigger an upload: each receipt would cause another one. */
const ABOUT_SYNCING: ReadonlySet<Entry['act']> = new Set<Entry['act']>(['sync.receipt', 'sync.refused', 'import.receipt']);

const MAX_ENTRIES_PER_LOOK = 256;

/** Which entries no receipt covers. Each entry is read once, as it is written. */
export class Unreceived {
  readonly #session: Session;
  #read: number;
  /** The newest entry that is not about syncing; −1 without one. */
  #last = -1;
  #alerts: number[] = [];

  /** `from`: the entries before it were received. */
  constructor(session: Session, from: number) {
    this.#session = session;
    this.#read = from;
  }

  /** Reads at most 256 new entries, which takes a few milliseconds. True when there were any. */
  readNew(): boolean {
    const { file, log } = this.#session;
    const until = Math.min(log.size, this.#read + MAX_ENTRIES_PER_LOOK);
    if (until === this.#read) return false;
    for (const [n, leaf] of file.entries.leaves(log.origin, this.#read, until).entries()) {
      const entry = parseEntry(leaf);
      if (!ABOUT_SYNCING.has(entry.act)) this.#last = this.#read + n;
      if (alertSeverity(entry) !== null) this.#alerts.push(this.#read + n);
    }
    this.#read = until;
    return true;
  }

  /** How many entries were not read yet. */
  get behind(): number {
    return this.#session.log.size - this.#read;
  }

  /** Skips the entries before `to`: they were received, or the round itself looks at them. */
  skip(to: number): void {
    if (to <= this.#read) return;
    this.#read = to;
    this.#last = Math.max(this.#last, to - 1);
  }

  /** How many entries wait when the first `received` are covered: 0 when everything since is about syncing. */
  entries(received: number): number {
    const { size } = this.#session.log;
    return this.#read === size && this.#last < received ? 0 : size - received;
  }

  /** How many of the entries read so far, from `alertedUpTo` on, are alerts. Forgets the ones before. */
  alerts(alertedUpTo: number): number {
    this.#alerts = this.#alerts.filter((seq) => seq >= alertedUpTo);
    return this.#alerts.length;
  }

  /** The newest alert; −1 without one. */
  get newestAlert(): number {
    return this.#alerts.at(-1) ?? -1;
  }
}
