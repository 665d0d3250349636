/** The forms of what is answered to the page, whose reader has no Node: types alone. collector/console/FORMAT.md. */
import type { Severity } from '../../shared/log/leaf/alerting.ts';

/** What a viewer may do: each role may do everything that the ones before it may. */
export type ViewerRole = 'auditor' | 'analyst' | 'administrator';

/** Who is signed in, and to which collector. */
export interface Me {
  readonly account: string;
  readonly name: string;
  readonly role: ViewerRole;
  readonly collector: string;
  readonly receipts: string;
  readonly heads: string;
  readonly words: readonly string[];
  readonly policy: { readonly silence_hours: number; readonly drill_days: number; readonly disclosures: string };
}

/** The figures at the head of the page. Instants are UTC milliseconds. */
export interface Summary {
  /** By the collector's clock. */
  readonly at: number;
  readonly stations: number;
  readonly pending: number;
  /** Durable here, of all stations. */
  readonly entries: number;
  /** Open, drills left out; at most 1,000. */
  readonly alerts: number;
}

/** The words that were uploaded for an entry. */
export type Words = Readonly<Record<string, string>>;

/** An entry as it is read: the leaf byte for byte, when it came, and the words that were uploaded for it. */
export interface EventLine {
  readonly pos: number;
  /** SHA-256 of the origin. */
  readonly log: string;
  readonly station: string;
  readonly seq: number;
  readonly hash: string;
  readonly wall: number;
  readonly received_at: number;
  readonly leaf: string;
  readonly said: Words;
}

/** An emergency or a drill that was declared. */
export interface Incident {
  readonly pos: number;
  readonly log: string;
  readonly station: string;
  readonly seq: number;
  readonly cer: string | null;
  readonly wall: number;
  /** When it was heard of here. */
  readonly received_at: number;
  readonly leaf: string;
  readonly said: Words;
  /** What followed, as far as it arrived. */
  readonly steps: readonly EventLine[];
}

/** An alert as the page lists it. Instants are UTC milliseconds; `null` where something has not happened. */
export interface AlertAnswer {
  readonly pos: number;
  readonly id: string;
  readonly kind: string;
  readonly severity: Severity;
  readonly drill: number;
  readonly log: string | null;
  readonly station: string | null;
  readonly seq: number | null;
  /** What it tells of, where no entry does. */
  readonly about: string;
  readonly hash: string | null;
  readonly act: string | null;
  readonly leaf: string | null;
  /** What it says where no entry does. */
  readonly sentence: string | null;
  readonly said: Words;
  readonly cer: string | null;
  readonly wall: number | null;
  readonly raised_at: number;
  readonly state: 'open' | 'acknowledged' | 'escalated';
  readonly changed_at: number | null;
  readonly changed_by: string | null;
}

/** A station’s log as the page lists it. Instants are UTC milliseconds. */
export interface StationAnswer {
  readonly log: string;
  readonly origin: string;
  readonly name: string;
  readonly vkey: string;
  /** Six words of its key, to be compared with those at the station. */
  readonly words: readonly string[];
  readonly enrol_id: string;
  readonly state: 'pending' | 'active' | 'refused' | 'frozen';
  readonly app: string;
  readonly practice: number;
  readonly key_kind: string;
  readonly asked_at: number;
  readonly decided_at: number | null;
  readonly seen_at: number;
  readonly size: number;
  readonly root: string;
  readonly next: number;
  readonly receipt_time: number;
  readonly received_at: number | null;
  readonly frozen_at: number | null;
  readonly frozen_why: string | null;
  /** Since when it is silent for longer than the policy lets it be; null while it is not. */
  readonly silent_since: number | null;
  readonly evidence: readonly { readonly hash: string; readonly kind: string; readonly at: number }[];
}

/** A receipt: `time` in UTC seconds, `note` as it was signed. */
export interface ReceiptLine {
  readonly size: number;
  readonly time: number;
  readonly note: string;
}

/** An account as administrators see it. Instants are UTC milliseconds. */
export interface PersonAnswer {
  readonly id: string;
  readonly name: string;
  readonly role: ViewerRole;
  readonly made_at: number;
  readonly made_by: string | null;
  readonly removed_at: number | null;
  /** When one of their passkeys was used last. */
  readonly used_at: number | null;
}

/** An entry of the collector’s own log: `hash` in hexadecimal, `leaf` in base64url. */
export interface OwnLine {
  readonly seq: number;
  readonly hash: string;
  readonly leaf: string;
}
