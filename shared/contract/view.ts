/**
 * What the window shows, as one snapshot: main pushes it after every change, the renderer draws it and remembers nothing
 * else. Everything here is readable without a key, or was unlocked by the person at the desk. Never a secret.
 * Instants are UTC milliseconds; `…InMs` counts from the moment at which the snapshot was made.
 */
import { z } from 'zod';
import { ERROR_CODES } from '../base/error-codes.ts';
import { CREDENTIAL_KINDS } from '../domain/credential-kind.ts';
import { FOUNDING_STEPS } from '../domain/founding.ts';
import { ROLES } from '../domain/member.ts';
import { REQUEST_KINDS } from '../domain/request.ts';
import type { Rule } from '../domain/rule.ts';
import { collectorView, syncLine } from './collector-view.ts';

const instant = z.int().nonnegative();
const id = z.string().min(1).max(200);
const text = z.string().max(4000);
/** A code of the closed list. */
export const errorCode = z.enum(ERROR_CODES);
/** What fills the sentence of a code. */
export const detail = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]));
/** A role of a member. */
const role = z.enum(ROLES);
/** Why a request was declared. */
export const requestKind = z.enum(REQUEST_KINDS);
/** A kind of credential. */
export const credentialKind = z.enum(CREDENTIAL_KINDS);

/** A rule: a member, or a threshold over rules. */
const rule: z.ZodType<Rule> = z.lazy(() =>
  z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('member'), member: id }),
    z.strictObject({ kind: z.literal('threshold'), name: z.string().max(60), need: z.int().min(1).max(32), of: z.array(rule).max(32) }),
  ]),
);

/** The limits of a compartment. */
const policy = z.strictObject({
  maxWindowMinutes: z.int(),
  lapseMinutes: z.int(),
  idleSeconds: z.int(),
  requesterMayApprove: z.boolean(),
  drillEveryDays: z.int(),
  proveEveryDays: z.int(),
  rotateWithinHours: z.int(),
});

/** The program that shows the window. */
const hostView = z.strictObject({
  kind: z.enum(['electron', 'rescue']),
  /** What people call it: "Electron 45" or "Chromium 156 (rescue host)". */
  name: text,
  /** Where the station's log key lies. `file` is a 0600 file: weaker than a keyring, and said so. */
  logKeyIn: z.enum(['keychain', 'dpapi', 'libsecret', 'kwallet', 'basic_text', 'file']),
  /** False where a security key that wants its PIN cannot be asked for it (Electron 45 on Linux and macOS). */
  asksPin: z.boolean(),
  version: text,
});

/** How this station shows and sounds. */
export const settings = z.strictObject({
  theme: z.enum(['system', 'light', 'dark', 'contrast']),
  textPercent: z.union([z.literal(100), z.literal(125), z.literal(150), z.literal(200)]),
  sound: z.boolean(),
  motion: z.enum(['system', 'reduced']),
});

/** A registered security key. `label` is "1" or "2". */
const keyView = z.strictObject({ id, label: text, kind: z.enum(['fido2', 'simulated']) });

/** A member of the vault. `passphrase`: their keys need one. */
const memberView = z.strictObject({ id, name: text, roles: z.array(role), keys: z.array(keyView), passphrase: z.boolean() });

/** A compartment, real or decoy. `credentials` counts the current ones. */
const compartmentView = z.strictObject({
  id,
  name: text,
  /** What the founders wrote for everyone to read while it is sealed: "Core routers, DNS registrar". */
  summary: text,
  kind: z.enum(['real', 'decoy']),
  /** The real compartment that a decoy stands for, else null. */
  decoyOf: id.nullable(),
  rule,
  policy,
  generation: z.int(),
  credentials: z.int(),
});

/** The vault that is open, by its charter. */
const vaultView = z.strictObject({
  id,
  name: text,
  kind: z.enum(['real', 'practice']),
  path: text,
  charterVersion: z.int(),
  members: z.array(memberView),
  compartments: z.array(compartmentView),
});

/** A sign beside a fact: its shape is drawn, its word comes from `say`. */
const verdict = z.enum(['good', 'care', 'bad']);

/** One row of the sealed board: a real compartment, worst first. */
const boardRow = z.strictObject({
  compartment: id,
  verdict,
  /** How many custodians, whoever they are, can be missing. */
  canMiss: z.int(),
  /** Members without whom it cannot open. */
  cannotMiss: z.array(id),
  shares: z.strictObject({
    verdict,
    /** Members whose share failed, or whose proof is old. */ failing: z.array(id),
    old: z.array(id),
    oldestDays: z.int().nullable(),
  }),
  keys: z.strictObject({ verdict, /** Members with a single key. */ single: z.array(id) }),
  drill: z.strictObject({ verdict, lastAt: instant.nullable(), tookMs: z.int().nullable(), dueInDays: z.int() }),
  next: z.strictObject({
    act: z.enum(['none', 'drill', 'prove', 'register-spare', 're-share', 'rotate']),
    member: id.nullable(),
  }),
});
/** The sealed board. `canOpen` counts the compartments whose quorum can still be met. */
const boardView = z.strictObject({
  rows: z.array(boardRow),
  canOpen: z.int(),
  /** A compartment that rests on one person, if any: named in the headline. */
  restsOn: z.strictObject({ compartment: id, member: id }).nullable(),
});

/** An error to show: its code, and what fills its sentence. */
const fault = z.strictObject({ code: errorCode, detail });

/** A custodian of the request that is gathering. `at` is when they last did something, or null. */
const personView = z.strictObject({
  member: id,
  status: z.enum(['waiting', 'here', 'approved', 'denied', 'fault']),
  at: instant.nullable(),
  /** The word with which they denied. */
  reason: text.nullable(),
  fault: fault.nullable(),
});

/** A group of a rule: how many of it are needed, and how many are in. */
const groupView = z.strictObject({ name: text, need: z.int(), have: z.int(), members: z.array(id) });

/** The request that is gathering its quorum. */
const requestView = z.strictObject({
  id,
  kind: requestKind,
  /** The request whose window this one would lengthen, else null. */
  extends: id.nullable(),
  incident: text,
  reason: text,
  requester: id.nullable(),
  operator: id,
  compartments: z.array(id),
  systems: z.array(text),
  minutes: z.int(),
  /** Ordinary ways in, and whether the requester says that they failed. */
  ways: z.array(z.strictObject({ way: z.enum(['single-sign-on', 'password-manager', 'on-call']), failed: z.boolean() })),
  declaredAt: instant,
  lapsesAt: instant,
  lapsesInMs: z.int(),
  people: z.array(personView),
  quorums: z.array(z.strictObject({ compartment: id, need: z.int(), have: z.int(), satisfied: z.boolean(), groups: z.array(groupView) })),
  /** The dial: the fewest touches that open everything asked for, and how many are in. */
  need: z.int(),
  have: z.int(),
  /** True when the next good touch of some waiting custodian opens it. */
  oneMore: z.boolean(),
});

/** A field that somebody saw, and whether it was rotated and tested since. */
const exposureView = z.strictObject({
  id: z.int(),
  credential: id,
  /** Null while nobody at the desk may read the directory. */
  title: text.nullable(),
  system: text.nullable(),
  field: text,
  member: id,
  how: z.enum(['shown', 'copied', 'large', 'saved']),
  times: z.int(),
  at: instant,
  rotateBy: instant,
  rotatedAt: instant.nullable(),
  retestedAt: instant.nullable(),
});

/** The open window. */
const windowView = z.strictObject({
  request: id,
  kind: requestKind,
  incident: text,
  operator: id,
  compartments: z.array(id),
  openedAt: instant,
  sealsAt: instant,
  sealsInMs: z.int(),
  lengthMs: z.int(),
  /** When it seals itself because nobody did anything; below `sealsInMs` the screen says so. */
  idleSealsInMs: z.int(),
  /** Titles are being decrypted: `done` of `total`. The window can be used at once. */
  loaded: z.strictObject({ done: z.int(), total: z.int() }),
  shown: z.array(z.strictObject({ credential: id, field: text, hidesInMs: z.int() })),
  clipboard: z.strictObject({ credential: id, field: text, clearsInMs: z.int() }).nullable(),
  exposed: z.int(),
});

/** A use that was sealed and is not closed yet. `toQuorumMs` and `toFirstMs` count from the declaration; null when that never came. */
const closingView = z.strictObject({
  request: id,
  kind: requestKind,
  incident: text,
  operator: id,
  sealedAt: instant,
  sealedHow: z.enum(['person', 'time', 'idle', 'sleep', 'screen-lock', 'quit', 'crash', 'strongroom-gone', 'log-cannot-write']),
  exposures: z.array(exposureView),
  /** Uses that exposed nothing. */
  unseen: z.int(),
  toQuorumMs: z.int().nullable(),
  toFirstMs: z.int().nullable(),
  refusals: z.int(),
  /** `at` is null where the file was written by a version that did not keep the time. */
  classified: z.strictObject({ as: z.enum(['drill', 'emergency', 'misuse']), by: id, at: instant.nullable() }).nullable(),
  mayClassify: z.array(id),
  /** What stands between now and closing. */
  missing: z.strictObject({ rotations: z.int(), retests: z.int(), classification: z.boolean() }),
});

/** A member of a founding. */
export const draftMember = z.strictObject({ id, name: text, roles: z.array(role) });
/** A compartment of a founding. */
export const draftCompartment = z.strictObject({
  id,
  name: text,
  summary: text,
  rule,
  policy,
  /** The sentence typed to accept a rule that one loss locks, else null. */
  override: text.nullable(),
});

/** A step of a founding, in order. */
const foundingStep = z.enum(FOUNDING_STEPS);

/** The founding that is under way. */
const foundingView = z.strictObject({
  path: text,
  name: text,
  kind: z.enum(['real', 'practice']),
  step: foundingStep,
  passphrase: z.boolean(),
  members: z.array(
    draftMember.extend({ keys: z.array(keyView), signed: z.boolean(), /** Its shares opened with its key. */ proven: z.boolean() }),
  ),
  compartments: z.array(draftCompartment),
  /** What keeps each step from being complete; the screen shows those of the step at hand. */
  missing: z.array(z.strictObject({ step: foundingStep, code: errorCode, detail })),
});

/** The desk and who is at it. `titles` counts what was read of the directory so far. */
const deskView = z.strictObject({ member: id, roles: z.array(role), closesInMs: z.int(), titles: z.int() });

/** The log that is open. */
const logView = z.strictObject({
  origin: text,
  entries: z.int(),
  /** Hexadecimal root of the head, and its six words. */
  root: text,
  words: z.array(text).length(6),
  /** Entries that no receipt covers: nobody outside this station is known to have seen them. */
  unanchored: z.int(),
  lastVerified: z.strictObject({ at: instant, verdict: z.enum(['proven', 'tampered', 'incomplete']) }).nullable(),
});

/** A file that was opened before. `at` is when, UTC ms. */
export const recentView = z.strictObject({ path: text, name: text, kind: z.enum(['real', 'practice', 'draft']), at: instant });

/** A notice that stays until it is dismissed. */
const notice = z.strictObject({
  id: z.int(),
  verdict,
  code: errorCode.or(
    z.enum([
      'time-went-back',
      'time-jumped',
      'older-copy',
      'log-epoch',
      'ended-by-restart',
      'request-denied',
      'recovered',
      'exported',
      'stored',
      'imported',
      'collector-receives',
      'collector-refused',
      'clock-off',
    ]),
  ),
  detail,
});

/** The whole snapshot. `revision` grows with every one. */
export const view = z.strictObject({
  revision: z.int(),
  at: instant,
  host: hostView,
  station: z.strictObject({ id, name: text }),
  settings,
  recent: z.array(recentView),
  vault: vaultView.nullable(),
  founding: foundingView.nullable(),
  board: boardView.nullable(),
  desk: deskView.nullable(),
  request: requestView.nullable(),
  window: windowView.nullable(),
  /** Sealed but not closed, newest first. */
  closing: z.array(closingView),
  log: logView.nullable(),
  /** Null unless a founded vault is open: so are the calls of the collector out of reach then. */
  collector: collectorView.nullable(),
  /** Null with `collector`. */
  sync: syncLine.nullable(),
  notices: z.array(notice),
});

/** See `view`. */
export type View = z.infer<typeof view>;
/** See `hostView`. */
export type HostView = z.infer<typeof hostView>;
/** See `settings`. */
export type Settings = z.infer<typeof settings>;
/** See `memberView`. */
export type MemberView = z.infer<typeof memberView>;
/** A compartment as the charter has it. */
export type CompartmentView = z.infer<typeof compartmentView>;
/** See `vaultView`. */
export type VaultView = z.infer<typeof vaultView>;
/** See `boardView`. */
export type BoardView = z.infer<typeof boardView>;
/** See `boardRow`. */
export type BoardRow = z.infer<typeof boardRow>;
/** See `personView`. */
export type PersonView = z.infer<typeof personView>;
/** See `requestView`. */
export type RequestView = z.infer<typeof requestView>;
/** See `windowView`. */
export type WindowView = z.infer<typeof windowView>;
/** See `closingView`. */
export type ClosingView = z.infer<typeof closingView>;
/** See `exposureView`. */
export type ExposureView = z.infer<typeof exposureView>;
/** See `foundingView`. */
export type FoundingView = z.infer<typeof foundingView>;
/** A compartment of a founding that is under way. */
export type DraftCompartment = z.infer<typeof draftCompartment>;
/** See `deskView`. */
export type DeskView = z.infer<typeof deskView>;
/** See `logView`. */
export type LogView = z.infer<typeof logView>;
/** See `recentView`. */
export type RecentView = z.infer<typeof recentView>;
/** See `notice`. */
export type Notice = z.infer<typeof notice>;
