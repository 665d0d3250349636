import type { ErrorCode } from '../base/error-codes.ts';
import type { Entry } from './entry.ts';
import { type Origin, parseOrigin } from './origin.ts';

/** What the entries of one log must be to one another (FORMAT.md §1 and §2). Give it every entry, in order. */
export class EntryRules {
  readonly #log: string;
  readonly #vkey: string;
  readonly #origin: Origin;
  readonly #openIntents = new Map<number, Entry>();
  readonly #drillOf = new Map<string, boolean>();
  #practice: boolean | null = null;

  /** Throws `log.entry_malformed` when `log` is not an origin. */
  constructor(log: string, vkey: string) {
    this.#log = log;
    this.#vkey = vkey;
    this.#origin = parseOrigin(log);
  }

  /** Intents whose result has not come, oldest first. */
  openIntents(): number[] {
    return [...this.#openIntents.keys()];
  }

  /** The code of the first rule that this entry breaks at `index`, null when it breaks none. */
  problem(entry: Entry, index: number): ErrorCode | null {
    if (entry.log !== this.#log || entry.dev !== this.#origin.station || entry.vault !== this.#origin.vault) return 'log.wrong_log';
    if (entry.seq !== index) return 'log.wrong_position';
    if ((entry.act === 'log.genesis') !== (index === 0) || (index === 0 && entry.d['vkey'] !== this.#vkey)) return 'log.bad_genesis';
    this.#practice ??= entry.practice;
    const drill = entry.cer === null ? entry.drill : (this.#drillOf.get(entry.cer) ?? entry.drill);
    if (entry.practice !== this.#practice || entry.drill !== drill) return 'log.drill_differs';
    if (entry.cer !== null) this.#drillOf.set(entry.cer, drill);
    if (entry.ph === 'intent') this.#openIntents.set(index, entry);
    return entry.ref === null ? null : this.#resultProblem(entry, entry.ref);
  }

  #resultProblem(result: Entry, ref: number): ErrorCode | null {
    const intent = this.#openIntents.get(ref);
    if (intent === undefined || intent.act !== result.act || intent.cer !== result.cer) return 'log.result_differs';
    if (intent.drill !== result.drill) return 'log.drill_differs';
    this.#openIntents.delete(ref);
    return null;
  }
}
