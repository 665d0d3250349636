/** What the page and its worker say to each other. */
import type { VerifierAnswer } from '../../../verifier/message.ts';

/** What the page asks of its worker: which log to fetch, and what to hold it against. */
export interface WorkerAsked {
  /** SHA-256 of the origin: which log. */
  readonly log: string;
  /** What the person knows from elsewhere; each may be empty. */
  readonly vkey: string;
  readonly anchors: string;
  readonly policy: string;
}

/** How far it is: entries that were fetched, then bytes of them that were checked. */
export interface CheckProgress {
  readonly what: 'fetching' | 'checking';
  readonly done: number;
  readonly of: number;
}

/** `failed`: it came to no verdict, and this is the code why. */
export type WorkerSaid =
  | ({ readonly kind: 'progress' } & CheckProgress)
  | ({ readonly kind: 'answer' } & VerifierAnswer)
  | { readonly kind: 'failed'; readonly code: string };
