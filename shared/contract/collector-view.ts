/**
 * What the window shows of the collector that receives this station's log: Settings > Collector, and the status line.
 * `state` says which of the screens it is. Instants are UTC milliseconds; `…InMs` counts from the snapshot.
 */
import { z } from 'zod';
import { ERROR_CODES } from '../base/error-codes.ts';

const instant = z.int().nonnegative();
const text = z.string().max(4000);
const size = z.int().nonnegative();
/** Compared aloud by both sides. */
const words = z.array(text).length(6);

/**
 * What keeps the log from arriving, told apart as a person must act on it. None of it keeps anybody from anything.
 * - `no-network`: this machine has none, or the name service is out of reach
 * - `portal`: the sign-in page of a network answered
 * - `wrong-certificate`: somebody else answered in the collector's place
 * - `not-answering`: the network is there, the collector is not
 * - `cut`: the connection broke
 * - `busy`: the collector asks to come again later
 * - `frozen`: the collector takes nothing more of this log
 * - `forked`: it holds another history under this name; both are kept as evidence
 * - `older-copy`: it has seen more of this log than this file holds
 * - `lost`: it holds less than its receipt says
 * - `bad-answer`: what it says cannot be read, or does not hold
 * - `refused`: any other refusal of the collector; the code says which
 * - `here`: this station could not write or read its own log
 */
const collectorFault = z.strictObject({
  kind: z.enum([
    'no-network',
    'portal',
    'wrong-certificate',
    'not-answering',
    'cut',
    'busy',
    'frozen',
    'forked',
    'older-copy',
    'lost',
    'bad-answer',
    'refused',
    'here',
  ]),
  /** Has its sentence and its fix in the catalogue of errors. */
  code: z.enum(ERROR_CODES),
  /** When it began; the same fault again does not move it. */
  since: instant,
});

/** What the collector countersigned last: the first `entries` entries are durable there. */
const received = z.strictObject({
  entries: size,
  /** By the collector's clock. */
  at: instant,
  /** The signature holds under the pinned key, and the root is that of this log, looked at since the vault was opened. */
  verified: z.boolean(),
});

const who = {
  /** What it calls itself: "collector.example/m1". */
  name: text,
  /** Null where it is reached by file alone. */
  address: text.nullable(),
  collectorWords: words,
  stationWords: words,
};

/** The collector, by state: each state has the facts that its screen shows. */
export const collectorView = z.discriminatedUnion('state', [
  /** Not set up. `before`: the collector that received the log before this one (an older copy was found, the key changed): ask it again. */
  z.strictObject({
    state: z.literal('none'),
    stationWords: words,
    before: z.strictObject({ name: text, address: text.nullable() }).nullable(),
  }),
  /** A request was written to a file, and no answer has come. It can be written again. */
  z.strictObject({ state: z.literal('carried'), stationWords: words, since: instant }),
  /** Both sides compare words; it becomes `active` once `confirmed` (here) and `letIn` (by the administrator). */
  z.strictObject({
    state: z.literal('asked'),
    ...who,
    /** For `collector.confirm`. */
    request: text,
    since: instant,
    confirmed: z.boolean(),
    letIn: z.boolean(),
    fault: collectorFault.nullable(),
    nextTryInMs: z.int().nonnegative().nullable(),
  }),
  z.strictObject({
    state: z.literal('active'),
    ...who,
    since: instant,
    policy: z.strictObject({ silenceHours: size, drillDays: size, disclosures: z.enum(['never', 'incident', 'always']) }),
    received: received.nullable(),
    /** What the collector has no receipt for. `alerts`: of these, what is told at once and was not told yet. */
    waiting: z.strictObject({ entries: size, alerts: size }),
    /** A round is under way. `arrived` entries have been taken so far, without a receipt yet. */
    sending: z.boolean(),
    arrived: size,
    fault: collectorFault.nullable(),
    /** Null while a round is under way or nothing waits. */
    nextTryInMs: z.int().nonnegative().nullable(),
    /** The collector's clock less this machine's, where it is off by more than five minutes; else null. */
    clockOffMs: z.int().nullable(),
  }),
  /** The administrator said no. `collector.leave`, then ask again. */
  z.strictObject({ state: z.literal('refused'), ...who, since: instant }),
  /** Two histories of this log are known there: nothing more is sent. `collector.leave`, then ask again when that was looked into. */
  z.strictObject({ state: z.literal('forked'), ...who, since: instant, received: received.nullable() }),
  /** The keys in the file are not those that the log names (`collector.keys_changed`): nothing is sent. `collector.leave`, then ask again. */
  z.strictObject({ state: z.literal('altered'), stationWords: words }),
]);

/**
 * The status line of the shell, in the order of urgency: `off` (none is set up), `asked` (words or the administrator are
 * awaited), `received` (all entries, receipt verified), `sending`, `waiting` (something waits and nothing is wrong),
 * `stopped` (why and since when: `fault`), `refused`, `forked`.
 */
export const syncLine = z.strictObject({
  say: z.enum(['off', 'asked', 'received', 'sending', 'waiting', 'stopped', 'refused', 'forked']),
  /** What the last receipt covers, as above. */
  received: received.nullable(),
  waiting: size,
  alerts: size,
  fault: collectorFault.nullable(),
});

/** See `collectorView`. */
export type CollectorView = z.infer<typeof collectorView>;
/** See `collectorFault`. */
export type CollectorFault = z.infer<typeof collectorFault>;
/** See `syncLine`. */
export type SyncLine = z.infer<typeof syncLine>;
