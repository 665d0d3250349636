/** What a compartment asks beyond its rule. Part of the signed charter. Durations carry their unit. */
export interface Policy {
  /** The longest window that a request may ask for, in minutes: 1 to 480. */
  readonly maxWindowMinutes: number;
  /** A request that has not reached its quorum lapses after this long, in minutes: 5 to 240. */
  readonly lapseMinutes: number;
  /** A window with no act in it seals itself after this long, in seconds: 30 to 3600. */
  readonly idleSeconds: number;
  /** Whether the person who declares may be one of the approvers. */
  readonly requesterMayApprove: boolean;
  /** A drill is overdue after this many days: 7 to 400. */
  readonly drillEveryDays: number;
  /** A share is to be proved again after this many days: 7 to 400. */
  readonly proveEveryDays: number;
  /** An exposed credential is to be rotated within this many hours: 1 to 720. */
  readonly rotateWithinHours: number;
}

/** The limits that a new compartment begins with. */
export const DEFAULT_POLICY: Policy = {
  maxWindowMinutes: 60,
  lapseMinutes: 15,
  idleSeconds: 300,
  requesterMayApprove: false,
  drillEveryDays: 90,
  proveEveryDays: 90,
  rotateWithinHours: 24,
};

/** Seconds. The same in every vault: what a person relies on at three in the morning does not vary. */
export const REVEAL_HIDES_AFTER_SECONDS = 20;
/** How long a copied secret stays on the clipboard. */
export const CLIPBOARD_CLEARS_AFTER_SECONDS = 30;
