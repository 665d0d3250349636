import { alertSeverity } from '../../shared/log/leaf/alerting.ts';
import { type Entry, parseEntry } from '../../shared/log/leaf/entry.ts';
import type { Session } from '../session/session.ts';

/** What is written of the exchange itself. Alone it is nothing to send: its receipt would be one more of them, for ever. */
const OF_THE_EXCHANGE: ReadonlySet<Entry['act']> = new Set<Entry['act']>(['sync.receipt', 'sync.refused', 'import.receipt']);

const LOOKED_AT = 256;

/** Which entries no receipt covers, read as they come: each once. */
export class Waiting {
  readonly #session: Session;
  #read: number;
  /** The last one that is not of the exchange itself. */
  #last = -1;
  #alerts: number[] = [];

  /** `from`: what lies before was received. */
  constructor(session: Session, from: number) {
    this.#session = session;
    this.#read = from;
  }

  /** Reads at most 256 new entries: a few milliseconds. Whether there were any. */
  readNew(): boolean {
    const { file, log } = this.#session;
    const until = Math.min(log.size, this.#read + LOOKED_AT);
    if (until === this.#read) return false;
    for (const [n, leaf] of file.entries.leaves(log.origin, this.#read, until).entries()) {
      const entry = parseEntry(leaf);
      if (!OF_THE_EXCHANGE.has(entry.act)) this.#last = this.#read + n;
      if (alertSeverity(entry) !== null) this.#alerts.push(this.#read + n);
    }
    this.#read = until;
    return true;
  }

  /** How many entries were not read yet. */
  get behind(): number {
    return this.#session.log.size - this.#read;
  }

  /** Passes over what lies before `to`: somebody else looks at it, or it was received. */
  skip(to: number): void {
    if (to <= this.#read) return;
    this.#read = to;
    this.#last = Math.max(this.#last, to - 1);
  }

  /** How many entries wait, where the first `received` are covered: none when only the exchange itself was written since. */
  entries(received: number): number {
    const { size } = this.#session.log;
    return this.#read === size && this.#last < received ? 0 : size - received;
  }

  /** Of the entries read so far: how many from `told` on are told at once. Forgets those before. */
  alerts(told: number): number {
    this.#alerts = this.#alerts.filter((seq) => seq >= told);
    return this.#alerts.length;
  }

  /** The newest of these, −1 without one. */
  get newestAlert(): number {
    return this.#alerts.at(-1) ?? -1;
  }
}
