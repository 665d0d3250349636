import type { ErrorCode } from '../../base/error-codes.ts';
import { isEvidenceOnly } from './action.ts';
import type { Entry } from './entry.ts';
import { type Origin, parseOrigin } from './origin.ts';

/** What a result and its intent have in common. */
type Common = Pick<Entry, 'act' | 'cer' | 'drill'>;

/** What entries that keep the rules among themselves leave for the others to agree with. */
export interface RuleFacts {
  /** Null of no entries. */
  readonly practice: boolean | null;
  /** By ceremony. */
  readonly drills: readonly (readonly [cer: string, drill: boolean])[];
  /** Intents without a result, by `seq`. */
  readonly open: readonly (readonly [seq: number, intent: Common])[];
  /** Results of intents that came before these entries, by `ref`. */
  readonly owed: readonly (readonly [ref: number, result: Common])[];
  /** The index of the last entry that tells of more than the log itself; -1 of none. */
  readonly lastSubstantive: number;
}

/** What the entries of one log must be to one another (FORMAT.md §1 and §2). Give it every entry, in order. */
export class EntryRules {
  readonly #log: string;
  readonly #vkey: string;
  readonly #origin: Origin;
  readonly #from: number;
  readonly #openIntents = new Map<number, Common>();
  readonly #owed: (readonly [number, Common])[] = [];
  readonly #drillOf = new Map<string, boolean>();
  #practice: boolean | null = null;
  #lastSubstantive = -1;

  /**
   * Throws `log.entry_malformed` when `log` is not an origin. `from`: the index of the first entry that is given; what came
   * before must agree with `facts`.
   */
  constructor(log: string, vkey: string, from: number = 0) {
    this.#log = log;
    this.#vkey = vkey;
    this.#origin = parseOrigin(log);
    this.#from = from;
  }

  /** Intents whose result has not come, oldest first. */
  openIntents(): number[] {
    return [...this.#openIntents.keys()];
  }

  get lastSubstantive(): number {
    return this.#lastSubstantive;
  }

  facts(): RuleFacts {
    return {
      lastSubstantive: this.#lastSubstantive,
      practice: this.#practice,
      drills: [...this.#drillOf],
      open: [...this.#openIntents],
      owed: this.#owed,
    };
  }

  /** Goes on by the entries of `facts`, judged by themselves. False when one of them breaks a rule after the entries before. */
  follow({ practice, drills, open, owed, lastSubstantive }: RuleFacts): boolean {
    this.#lastSubstantive = Math.max(this.#lastSubstantive, lastSubstantive);
    this.#practice ??= practice;
    if (practice !== null && practice !== this.#practice) return false;
    for (const [cer, drill] of drills) {
      if ((this.#drillOf.get(cer) ?? drill) !== drill) return false;
      this.#drillOf.set(cer, drill);
    }
    for (const [ref, result] of owed) if (this.#resultProblem(result, ref) !== null) return false;
    for (const [seq, intent] of open) this.#openIntents.set(seq, intent);
    return true;
  }

  /** The code of the first rule that this entry breaks at `index`, null when it breaks none. */
  problem(entry: Entry, index: number): ErrorCode | null {
    if (!isEvidenceOnly(entry.act)) this.#lastSubstantive = index;
    if (entry.log !== this.#log || entry.dev !== this.#origin.station || entry.vault !== this.#origin.vault) return 'log.wrong_log';
    if (entry.seq !== index) return 'log.wrong_position';
    if ((entry.act === 'log.genesis') !== (index === 0) || (index === 0 && entry.d['vkey'] !== this.#vkey)) return 'log.bad_genesis';
    this.#practice ??= entry.practice;
    const drill = entry.cer === null ? entry.drill : (this.#drillOf.get(entry.cer) ?? entry.drill);
    if (entry.practice !== this.#practice || entry.drill !== drill) return 'log.drill_differs';
    if (entry.cer !== null) this.#drillOf.set(entry.cer, drill);
    if (entry.ph === 'intent') this.#openIntents.set(index, { act: entry.act, cer: entry.cer, drill });
    return entry.ref === null ? null : this.#resultProblem(entry, entry.ref);
  }

  #resultProblem({ act, cer, drill }: Common, ref: number): ErrorCode | null {
    if (ref < this.#from) {
      this.#owed.push([ref, { act, cer, drill }]);
      return null;
    }
    const intent = this.#openIntents.get(ref);
    if (intent === undefined || intent.act !== act || intent.cer !== cer) return 'log.result_differs';
    if (intent.drill !== drill) return 'log.drill_differs';
    this.#openIntents.delete(ref);
    return null;
  }
}
