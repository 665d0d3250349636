import type { ErrorDetail } from '../base/app-error.ts';
import type { ErrorCode } from '../base/error-codes.ts';
import type { Instant } from '../base/instant.ts';
import type { ClosingLeft } from './closing.ts';
import type { SealReason } from './window.ts';

/** What happens to a ceremony once it is declared. `now` is the wall clock; going back in it is harmless. */
export type CeremonyEvent =
  /** Somebody sat down at the key, or got up again. */
  | { readonly kind: 'at-key'; readonly member: string | null; readonly now: Instant }
  /** A touch that approved, and the compartments whose shares it opened: at least one. */
  | {
      readonly kind: 'contribute';
      readonly member: string;
      readonly key: string;
      readonly compartments: readonly string[];
      readonly now: Instant;
    }
  /** A share did not open or, later, did not combine. Null: none of this member's did. */
  | {
      readonly kind: 'share-refused';
      readonly member: string;
      readonly compartment: string | null;
      readonly code: ErrorCode;
      readonly detail: ErrorDetail;
      readonly now: Instant;
    }
  /** A custodian takes the approval back, before the grant; nothing to take back is no fault. */
  | { readonly kind: 'withdraw'; readonly member: string; readonly now: Instant }
  | { readonly kind: 'deny'; readonly member: string; readonly reason: string; readonly now: Instant }
  /** Time passed: lapses what is due, and leaves anything else as it is. */
  | { readonly kind: 'lapse'; readonly now: Instant }
  | { readonly kind: 'abort'; readonly now: Instant }
  /** The shares were combined: the window opens, or the other's is lengthened. */
  | { readonly kind: 'grant'; readonly now: Instant }
  /** More time is asked for, by the request of this id. */
  | { readonly kind: 'extend-ask'; readonly request: string; readonly now: Instant }
  | { readonly kind: 'extend-granted'; readonly request: string; readonly minutes: number; readonly now: Instant }
  /** The request for more time was denied, lapsed or aborted. */
  | { readonly kind: 'extend-ended'; readonly request: string; readonly now: Instant }
  | { readonly kind: 'seal'; readonly reason: SealReason; readonly now: Instant }
  /** Nothing may be left to do. */
  | { readonly kind: 'close'; readonly left: ClosingLeft; readonly now: Instant };
