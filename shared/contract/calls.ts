/**
 * Everything that the renderer may ask of main: one table, name by name. Both sides parse input and output with it, a
 * handler that is missing does not compile, and what is not here cannot be called.
 * A refusal comes back as `{ok: false, code, message, detail}`, never as a thrown error.
 */
import { z } from 'zod';
import { call } from './call.ts';
import { collectorCalls } from './collector-calls.ts';
import { foundingCalls } from './founding-calls.ts';
import { envelope, envelopeKey, keyAnswer, type keyStep, purpose } from './key-step.ts';
import { credentialKind, detail, errorCode, requestKind, settings, view } from './view.ts';

const id = z.string().min(1).max(200);
const line = z.string().min(1).max(200);
const words = z.string().max(4000);
const nothing = z.strictObject({});
const base64url = z
  .string()
  .regex(/^[A-Za-z0-9_-]*$/)
  .max(2_000_000);

const page = { offset: z.int().min(0), limit: z.int().min(1).max(200) };

/** A credential as the directory lists it. `stateAt` is null for `not-seen`; instants are UTC ms. */
const directoryRow = z.strictObject({
  id,
  title: words,
  system: words,
  owner: words,
  kind: credentialKind,
  compartment: id,
  version: z.int(),
  updatedAt: z.int(),
  state: z.enum(['not-seen', 'exposed', 'used-unseen']),
  stateAt: z.int().nullable(),
});

const fieldView = z.strictObject({
  id: line,
  /** Null for the kind's own fields, whose names the catalogue has; else the depositor's word. */
  label: words.nullable(),
  secret: z.boolean(),
  multiline: z.boolean(),
  /** Set for fields that are no secret; a secret is shown by `window.reveal` alone. */
  value: words.nullable(),
});

/** The steps for one kind of emergency. `id` is null for a playbook that was not stored yet. */
const playbook = z.strictObject({
  id: id.nullable(),
  title: line,
  compartment: id,
  systems: z.array(line).max(50),
  steps: z.array(z.strictObject({ text: words, detail: words })).max(60),
});

/** A log entry as people read it; `at` is UTC ms, `code` the error of a refusal or null. */
const logRow = z.strictObject({
  seq: z.int(),
  at: z.int(),
  act: line,
  phase: z.enum(['intent', 'result', 'single']),
  outcome: z.enum(['pending', 'ok', 'refused', 'failed', 'unknown']),
  code: z.string().nullable(),
  drill: z.boolean(),
  who: z.array(words),
  incident: words.nullable(),
  /** What the sentence of this act names: titles, compartments, counts, reasons, where they are still disclosed. */
  facts: detail,
});

const depositMeta = {
  compartment: id,
  /** The credential that this replaces, else null. */
  replaces: id.nullable(),
  title: line,
  system: line,
  owner: z.string().max(200),
  kind: credentialKind,
};

/** A row of a CSV file before the import, without its secrets. `line` counts from 1. */
const importRow = z.strictObject({
  line: z.int(),
  title: words,
  system: words,
  compartment: words,
  kind: words,
  problems: z.array(z.strictObject({ code: errorCode, detail })),
});

/** Every call by name. `nothing` is an empty object. */
export const calls = {
  // The app
  /** The whole snapshot as it is now. */
  'app.view': call({ input: nothing, output: view }),
  /** The page drew its first frame: the host may show the window. */
  'app.painted': call({ input: nothing, output: nothing }),
  /** The person did something: the idle time of the desk and of the open window starts again. */
  'app.noteActivity': call({ input: nothing, output: nothing }),
  /** Removes a notice from the snapshot. An id that is not there changes nothing. */
  'app.dismiss': call({ input: z.strictObject({ notice: z.int() }), output: nothing }),
  /** Opens the camera for the QR screen, and closes it again. */
  'app.camera': call({ input: z.strictObject({ gate: z.enum(['open', 'close']) }), output: nothing }),
  /** Quits the app. What is open is sealed and closed on the way. */
  'app.quit': call({ input: nothing, output: nothing }),
  /** Changes the settings that are given, and leaves the others as they are. */
  'settings.set': call({ input: settings.partial(), output: nothing }),
  /** Renames this station; logged when a vault is open. */
  'station.name': call({ input: z.strictObject({ name: line }), output: nothing }),

  // Opening and closing
  /** Opens the practice vault, which is founded first where there is none. Throws as `vault.open` with a path. */
  'practice.start': call({ input: nothing, output: nothing }),
  /**
   * What the key's answer would be if the key were there. Throws `key.real_refused` outside a practice vault,
   * `ceremony.stale_request` for another ticket, `key.unknown`.
   */
  'practice.touch': call({
    input: z.strictObject({ ticket: id, label: z.string().max(20) }),
    output: z.strictObject({ response: z.record(z.string(), z.unknown()), prf: base64url }),
  }),
  /**
   * Opens a vault or the draft of a founding, and closes what was open. `path` null lets the person choose; `opened` is false
   * when they chose none. Throws `vault.*`, `charter.*`, `format.*` and `log.*`; what was open then stays open.
   */
  'vault.open': call({ input: z.strictObject({ path: words.nullable() }), output: z.strictObject({ opened: z.boolean() }) }),
  /** Seals and closes what is open. Without a vault it does nothing. */
  'vault.close': call({ input: nothing, output: nothing }),

  ...foundingCalls,

  // Keys
  /**
   * Begins a touch; an earlier one that is still waiting is dropped. Throws what the purpose forbids, such as
   * `key.already_enrolled`, `key.wrong_member`, `ceremony.*` and `closing.*`.
   */
  'key.begin': call({ input: z.strictObject({ purpose }), output: keyAnswer }),
  /**
   * Takes what the key answered, and gives the next step or the end. `envelope` holds the PRF output and the passphrase; null
   * for a step without them. Throws `ceremony.stale_request` for a touch that is no longer awaited, and `key.*` for an answer
   * that does not hold: the touch is over then.
   */
  'key.step': call({
    input: z.strictObject({ ticket: id, response: z.record(z.string(), z.unknown()), envelope: envelope.nullable() }),
    output: keyAnswer,
  }),
  /** The touch did not complete; `code` says why, as far as the renderer could tell. Throws `ceremony.stale_request`. */
  'key.abandon': call({ input: z.strictObject({ ticket: id, code: errorCode }), output: nothing }),
  /** A new strongroom key for one envelope. Throws `strongroom.gone` and `strongroom.timed_out`. */
  'envelope.key': call({ input: nothing, output: envelopeKey }),

  // The desk
  /** Closes the desk. Does nothing when nobody is there. */
  'desk.leave': call({ input: nothing, output: nothing }),
  /**
   * Searches the titles of the real compartments: `total` counts all that match, `rows` is one page. `compartment` null
   * searches all. Throws `desk.closed`.
   */
  'directory.list': call({
    input: z.strictObject({ text: z.string().max(200), compartment: id.nullable(), ...page }),
    output: z.strictObject({ total: z.int(), rows: z.array(directoryRow) }),
  }),
  /** Every system that credentials are filed under, with their number per compartment. Throws `desk.closed`. */
  'directory.systems': call({
    input: nothing,
    output: z.strictObject({ systems: z.array(z.strictObject({ name: words, compartment: id, credentials: z.int() })) }),
  }),
  /**
   * Stores a credential, or a new version of `replaces`. `envelope` holds the typed fields, `file` the token of
   * `deposit.pickFile` for a file. Throws `desk.closed`, `desk.role_missing`, `deposit.*`, `strongroom.bad_envelope`.
   */
  'deposit.store': call({
    input: z.strictObject({ ...depositMeta, envelope, file: id.nullable() }),
    output: z.strictObject({ credential: id, version: z.int() }),
  }),
  /**
   * Lets the steward choose a file to deposit. Null when they chose none. Throws `desk.closed`, `desk.role_missing`,
   * `deposit.file_unreadable`.
   */
  'deposit.pickFile': call({
    input: nothing,
    output: z.strictObject({ file: z.strictObject({ token: id, name: words, size: z.int() }).nullable() }),
  }),
  /**
   * Lets the steward choose a CSV file and previews its rows, without secrets; `bad` counts the rows with problems. Null when
   * they chose none. Throws `desk.closed`, `desk.role_missing`, `import.*`.
   */
  'import.pick': call({
    input: nothing,
    output: z.strictObject({
      file: z
        .strictObject({ token: id, name: words, columns: z.array(words), total: z.int(), bad: z.int(), rows: z.array(importRow) })
        .nullable(),
    }),
  }),
  /**
   * Stores all rows of the file with this token, or none. Throws `import.stale` when another file was read since,
   * `import.has_errors`, and as `import.pick`.
   */
  'import.confirm': call({ input: z.strictObject({ token: id }), output: z.strictObject({ stored: z.int() }) }),
  /** The playbooks in the directory. Throws `desk.closed`. */
  'playbook.list': call({ input: nothing, output: z.strictObject({ playbooks: z.array(playbook) }) }),
  /**
   * Stores a playbook; `id` null adds one. Throws `desk.closed`, `desk.role_missing`, `deposit.unknown_compartment`,
   * `deposit.unknown_credential` for an unknown id.
   */
  'playbook.store': call({ input: playbook, output: nothing }),

  // The emergency
  /**
   * Declares a request and begins to gather its quorum. Throws `vault.none_open`, `vault.half_founded`, `ceremony.*` and
   * `deposit.unknown_compartment`.
   */
  'request.declare': call({
    input: z.strictObject({
      kind: requestKind,
      incident: line,
      reason: words,
      compartments: z.array(id).min(1).max(16),
      systems: z.array(line).max(50),
      requester: id.nullable(),
      operator: id,
      minutes: z.int().min(1).max(480),
      ways: z.array(z.strictObject({ way: z.enum(['single-sign-on', 'password-manager', 'on-call']), failed: z.boolean() })),
    }),
    output: z.strictObject({ request: id }),
  }),
  /** Ends a request that is gathering, and forgets its shares. Throws `ceremony.not_declared`. */
  'request.abort': call({ input: z.strictObject({ request: id }), output: nothing }),
  /** A custodian says no: their word is enough, no key is needed. Throws `ceremony.*`. */
  'request.deny': call({ input: z.strictObject({ request: id, member: id, reason: line }), output: nothing }),
  /** Says who is at the key now; `member` null for nobody. Throws `ceremony.*`. */
  'request.here': call({ input: z.strictObject({ request: id, member: id.nullable() }), output: nothing }),

  // The window
  /** Searches the titles of the compartments that are open. Throws `window.closed`. */
  'window.list': call({
    input: z.strictObject({ text: z.string().max(200), ...page }),
    output: z.strictObject({ total: z.int(), rows: z.array(directoryRow) }),
  }),
  /**
   * One credential: its fields, and the values of those that are no secret. Throws `window.closed`, `window.out_of_scope`,
   * `deposit.unknown_credential`.
   */
  'window.credential': call({
    input: z.strictObject({ credential: id }),
    output: z.strictObject({
      id,
      title: words,
      system: words,
      owner: words,
      kind: credentialKind,
      compartment: id,
      version: z.int(),
      depositedBy: words,
      depositedAt: z.int(),
      fields: z.array(fieldView),
      /** True when a one-time code can be used without seeing its secret. */
      code: z.boolean(),
    }),
  }),
  /**
   * The field's value, sealed to the renderer's one-time key `to`. The entry is on the disk before anything is decrypted.
   * Throws as `window.credential`, `window.unknown_field`, and `log.*` when the entry cannot be written.
   */
  'window.reveal': call({
    input: z.strictObject({ credential: id, field: line, how: z.enum(['shown', 'large']), to: base64url }),
    output: z.strictObject({ sealed: base64url, hidesInMs: z.int() }),
  }),
  /** The field is not on the screen any more. A field that was not shown changes nothing. Throws `window.closed`. */
  'window.hide': call({ input: z.strictObject({ credential: id, field: line }), output: nothing }),
  /**
   * Puts the field on the clipboard, which is cleared after `clearsInMs`. Throws as `window.reveal`, and
   * `host.clipboard_failed`.
   */
  'window.copy': call({ input: z.strictObject({ credential: id, field: line }), output: z.strictObject({ clearsInMs: z.int() }) }),
  /** The current one-time code, and how long it is valid. Its secret is not shown. Throws as `window.reveal`. */
  'window.code': call({
    input: z.strictObject({ credential: id }),
    output: z.strictObject({ code: z.string().max(12), leftMs: z.int(), periodMs: z.int() }),
  }),
  /** Puts the current one-time code on the clipboard. Throws as `window.copy`. */
  'window.copyCode': call({ input: z.strictObject({ credential: id }), output: z.strictObject({ clearsInMs: z.int() }) }),
  /**
   * Saves a deposited file where the person chooses; `saved` is false when they chose no place. Throws as `window.reveal`, and
   * `host.file_not_written`.
   */
  'window.save': call({ input: z.strictObject({ credential: id }), output: z.strictObject({ saved: z.boolean() }) }),
  /** Seals the window at once. Does nothing when none is open. */
  'window.seal': call({ input: nothing, output: nothing }),
  /**
   * Asks the quorum for more time: a request of its own, gathered while the window stays open. Throws `window.closed` and
   * `ceremony.*`.
   */
  'window.extend': call({ input: z.strictObject({ minutes: z.int().min(1).max(480), reason: line }), output: nothing }),

  // After it
  /**
   * Notes that the new value of an exposed field was tested. Throws `closing.nothing_to_close`, `closing.unknown_exposure`,
   * `closing.not_rotated`.
   */
  'closing.retested': call({ input: z.strictObject({ request: id, exposure: z.int() }), output: nothing }),
  /**
   * Closes a use. Throws `closing.nothing_to_close`, `closing.not_rotated` and `closing.not_retested` (detail `count`),
   * `closing.not_classified`.
   */
  'closing.close': call({ input: z.strictObject({ request: id }), output: nothing }),
  /** Every request that has ended, newest first. Throws `vault.none_open`. */
  'reports.list': call({
    input: nothing,
    output: z.strictObject({
      reports: z.array(
        z.strictObject({
          request: id,
          kind: requestKind,
          incident: words,
          declaredAt: z.int(),
          openedAt: z.int().nullable(),
          sealedAt: z.int().nullable(),
          endedHow: words,
          toQuorumMs: z.int().nullable(),
          toFirstMs: z.int().nullable(),
          refusals: z.int(),
          /** Credentials, not sightings. */
          exposures: z.int(),
          classifiedAs: words.nullable(),
        }),
      ),
    }),
  }),

  // The record
  /**
   * Searches the log, newest first: at most `limit` rows with a `seq` below `before`; null begins at the newest. `total`
   * counts all that match, `incidents` are those to filter by. Throws `vault.none_open`.
   */
  'log.rows': call({
    input: z.strictObject({
      text: z.string().max(200),
      member: id.nullable(),
      act: z.string().max(60).nullable(),
      incident: words.nullable(),
      before: z.int().nullable(),
      limit: z.int().min(1).max(500),
    }),
    output: z.strictObject({ total: z.int(), rows: z.array(logRow), incidents: z.array(words) }),
  }),
  /**
   * Verifies the whole log against what this station remembers and the collector's receipts. `firstBad` is null when every
   * entry holds. Throws `vault.none_open`.
   */
  'log.verify': call({
    input: nothing,
    output: z.strictObject({
      verdict: z.enum(['proven', 'tampered', 'incomplete']),
      entries: z.int(),
      firstBad: z.strictObject({ seq: z.int(), code: errorCode }).nullable(),
      unanchored: z.int(),
      ms: z.number(),
    }),
  }),
  /**
   * Exports the log with its evidence into a new folder, where the person chooses. `folder` null when they chose none. Throws
   * `vault.none_open`, `host.file_not_written`.
   */
  'log.export': call({ input: nothing, output: z.strictObject({ folder: words.nullable() }) }),

  ...collectorCalls,
} as const;

/** One step at a security key. */
export type KeyStep = z.infer<typeof keyStep>;
/** What `key.begin` and `key.step` answer. */
export type KeyAnswer = z.infer<typeof keyAnswer>;
/** What a touch is for. */
export type Purpose = z.infer<typeof purpose>;
/** A credential as the directory lists it. */
export type DirectoryRow = z.infer<typeof directoryRow>;
/** A field of an open credential; `value` is null for a secret. */
export type FieldView = z.infer<typeof fieldView>;
/** A log entry as people read it. */
export type LogRow = z.infer<typeof logRow>;
/** A row of a CSV file before the import. */
export type ImportRow = z.infer<typeof importRow>;
/** The steps for one kind of emergency. */
export type Playbook = z.infer<typeof playbook>;
