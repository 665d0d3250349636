import { AppError } from '../../../shared/base/app-error.ts';
import type { Action } from '../../../shared/log/leaf/action.ts';
import type { Entry } from '../../../shared/log/leaf/entry.ts';

const MAX_AGE_MS = 120_000;

const unspent = new WeakSet<Durable>();

/**
 * The proof that an entry is on the disk. Nothing secret is opened without one (I1): the code that opens calls
 * `spend` first. Only the log's append makes them; a test holds that nothing else imports `issue`.
 */
export class Durable {
  readonly entry: Entry;
  /** Hexadecimal leaf hash. */
  readonly leafHash: string;
  readonly #writtenMonoMs: number;

  private constructor(entry: Entry, leafHash: string, writtenMonoMs: number) {
    this.entry = entry;
    this.leafHash = leafHash;
    this.#writtenMonoMs = writtenMonoMs;
  }

  static issue(entry: Entry, leafHash: string, writtenMonoMs: number): Durable {
    const token = new Durable(entry, leafHash, writtenMonoMs);
    unspent.add(token);
    return token;
  }

  static spend(token: unknown, use: SpendFor): void {
    if (!(token instanceof Durable) || !unspent.delete(token)) throw refusal('there is none, or it was spent');
    const { act, ph, cer } = token.entry;
    if (act !== use.act || ph === 'result') throw refusal(`it is of ${act}, not of ${use.act}`);
    if (cer !== use.ceremony) throw refusal('it is of another ceremony');
    const age = use.now - token.#writtenMonoMs;
    if (!(age >= 0 && age <= MAX_AGE_MS)) throw refusal('it is too old');
  }
}

/** The act that a token must be of, for `spend`. */
export interface SpendFor {
  readonly act: Action;
  /** The request's id, null for acts outside a ceremony. */
  readonly ceremony: string | null;
  /** Milliseconds of the same monotonic clock as the log's. */
  readonly now: number;
}

/**
 * Uses the token up. Throws `log.token_missing` unless it is of this act and ceremony, at most 120 s old, and was never
 * spent before. A token that is refused is used up as well.
 */
export function spend(token: unknown, use: SpendFor): void {
  Durable.spend(token, use);
}

function refusal(why: string): AppError {
  return new AppError('log.token_missing', `no durable log entry for this: ${why}`);
}
