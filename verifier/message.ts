/** What the page and its worker say to each other. */
import type { Verdict } from '../shared/log/verify/verify-log.ts';

/** What is to be checked, and what the person knows from elsewhere. */
export interface Question {
  /** By their path in the export folder, such as `events.jsonl` and `receipts/7`. */
  readonly files: ReadonlyMap<string, File>;
  /** Empty to believe the key among the files. */
  readonly vkey: string;
  /** `SIZE:ROOT`, one a line; may be empty. */
  readonly anchors: string;
  /** C2SP tlog-policy; empty for none. */
  readonly policy: string;
}

/** `unknown version`: all is intact, and only a newer app can read it. `none`: it could not be checked. */
export type VerifierOutcome = Verdict | 'unknown version' | 'none';

/** The result of one check, for the page to show. */
export interface VerifierAnswer {
  readonly outcome: VerifierOutcome;
  /** For people, one sentence a line, the first one above all. */
  readonly lines: readonly string[];
}

/** Before the answer, how much of the entries has been read, in bytes. */
export type VerifierSaid =
  | { readonly kind: 'progress'; readonly read: number; readonly of: number }
  | ({ readonly kind: 'answer' } & VerifierAnswer);
