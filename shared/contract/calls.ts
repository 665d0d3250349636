/**
 * Everything that the renderer may ask of main: one table, name by name. Both sides parse input and output with it, a
 * handler that is missing does not compile, and what is not here cannot be called.
 * A refusal comes back as `{ok: false, code, message, detail}`, never as a thrown error.
 */
import { z } from 'zod';
import { call } from './call.ts';
import { credentialKind, detail, draftCompartment, draftMember, errorCode, requestKind, settings, view } from './view.ts';

const id = z.string().min(1).max(200);
const line = z.string().min(1).max(200);
const words = z.string().max(4000);
const nothing = z.strictObject({});
const base64url = z
  .string()
  .regex(/^[A-Za-z0-9_-]*$/)
  .max(2_000_000);

/** One secret message to the strongroom: sealed by `sealEnvelope` to a key that it issued for one use. */
const envelope = z.strictObject({ key: id, sealed: base64url });
const envelopeKey = z.strictObject({ key: id, publicKey: base64url });

/** What a touch is for. Main decides what is asked of the key; the renderer only carries it. */
const purpose = z.discriminatedUnion('kind', [
  /** Founding: register a key for a draft member; the second is the spare. */
  z.strictObject({ kind: z.literal('enrol'), member: id, label: z.string().min(1).max(20) }),
  /** Founding: sign the charter and prove that this member's shares open. */
  z.strictObject({ kind: z.literal('sign'), member: id }),
  /** Approve the request at hand and contribute the share. */
  z.strictObject({ kind: z.literal('contribute'), request: id, member: id }),
  /** Sit down at the desk: read the directory, deposit, import. */
  z.strictObject({ kind: z.literal('desk'), member: id }),
  /** Prove that this member's shares open, without opening anything. */
  z.strictObject({ kind: z.literal('prove'), member: id }),
  /** Say what a use was, as someone other than its operator. */
  z.strictObject({ kind: z.literal('classify'), request: id, member: id, as: z.enum(['drill', 'emergency', 'misuse']) }),
]);

/** One act of a security key: create or get, with all that the browser needs, as JSON. */
const keyStep = z.strictObject({
  ticket: id,
  op: z.enum(['create', 'get']),
  /** What the screen says: register; touch the new key again (twice); touch a key you have; touch. */
  say: z.enum(['register', 'again', 'confirm', 'existing', 'touch']),
  member: id,
  /** The labels of the keys that will do: "1", "2". */
  labels: z.array(line),
  /** PublicKeyCredentialCreationOptionsJSON or …RequestOptionsJSON, without `extensions`. */
  options: z.record(z.string(), z.unknown()),
  /** Goes to `extensions.prf.eval.first` as an ArrayBuffer. */
  prfInput: base64url,
  envelope: envelopeKey,
  /** `choose`: a new passphrase, twice. `ask`: the one they have. */
  passphrase: z.enum(['none', 'choose', 'ask']),
  /** Practice vaults only: the touch is `practice.touch`, not the browser's. */
  simulated: z.boolean(),
});
const keyDone = z.strictObject({
  done: z.literal(true),
  kind: z.enum(['enrol', 'sign', 'contribute', 'desk', 'prove', 'classify']),
  /** For `contribute`: whether this touch opened the window. */
  opened: z.boolean(),
});
const keyAnswer = z.union([z.strictObject({ done: z.literal(false), step: keyStep }), keyDone]);

const page = { offset: z.int().min(0), limit: z.int().min(1).max(200) };

export const directoryRow = z.strictObject({
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

export const playbook = z.strictObject({
  id: id.nullable(),
  title: line,
  compartment: id,
  systems: z.array(line).max(50),
  steps: z.array(z.strictObject({ text: words, detail: words })).max(60),
});

export const logRow = z.strictObject({
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

export const importRow = z.strictObject({
  line: z.int(),
  title: words,
  system: words,
  compartment: words,
  kind: words,
  problems: z.array(z.strictObject({ code: errorCode, detail })),
});

/** A receipt that holds. `known`: it was here already; `older`: a later one is here. Neither changed anything. */
const receipt = z.strictObject({ kind: z.enum(['taken', 'known', 'older']), entries: z.int(), at: z.int() });

export const calls = {
  // The app
  'app.view': call({ input: nothing, output: view }),
  'app.painted': call({ input: nothing, output: nothing }),
  'app.act': call({ input: nothing, output: nothing }),
  'app.dismiss': call({ input: z.strictObject({ notice: z.int() }), output: nothing }),
  /** The QR screen borrows the camera, and gives it back. */
  'app.camera': call({ input: z.strictObject({ gate: z.enum(['open', 'close']) }), output: nothing }),
  'app.quit': call({ input: nothing, output: nothing }),
  'settings.set': call({ input: settings.partial(), output: nothing }),
  'station.name': call({ input: z.strictObject({ name: line }), output: nothing }),

  // Doors
  'practice.start': call({ input: nothing, output: nothing }),
  'practice.touch': call({
    input: z.strictObject({ ticket: id, label: z.string().max(20) }),
    output: z.strictObject({ response: z.record(z.string(), z.unknown()), prf: base64url }),
  }),
  'vault.open': call({ input: z.strictObject({ path: words.nullable() }), output: z.strictObject({ opened: z.boolean() }) }),
  'vault.close': call({ input: nothing, output: nothing }),

  // Founding
  'founding.start': call({
    input: z.strictObject({ name: line, chooseFolder: z.boolean() }),
    output: z.strictObject({ started: z.boolean() }),
  }),
  'founding.name': call({ input: z.strictObject({ name: line, passphrase: z.boolean() }), output: nothing }),
  'founding.members': call({
    input: z.strictObject({ members: z.array(draftMember.extend({ id: id.nullable() })).max(32) }),
    output: nothing,
  }),
  'founding.forgetKey': call({ input: z.strictObject({ member: id, key: id }), output: nothing }),
  'founding.compartments': call({
    input: z.strictObject({ compartments: z.array(draftCompartment.extend({ id: id.nullable() })).max(16) }),
    output: nothing,
  }),
  'founding.go': call({
    input: z.strictObject({ step: z.enum(['name', 'members', 'keys', 'rules', 'sign', 'rehearse']) }),
    output: nothing,
  }),
  'founding.leave': call({ input: nothing, output: nothing }),
  'founding.discard': call({ input: nothing, output: nothing }),
  /** Close, open from disk, and declare the first rehearsal on the decoys. */
  'founding.rehearse': call({ input: z.strictObject({ operator: id }), output: nothing }),

  // Keys
  'key.begin': call({ input: z.strictObject({ purpose }), output: keyAnswer }),
  'key.step': call({
    input: z.strictObject({ ticket: id, response: z.record(z.string(), z.unknown()), envelope: envelope.nullable() }),
    output: keyAnswer,
  }),
  /** The touch did not come to an end: why, as the renderer could tell. */
  'key.abandon': call({ input: z.strictObject({ ticket: id, code: errorCode }), output: nothing }),
  'envelope.key': call({ input: nothing, output: envelopeKey }),

  // The desk
  'desk.leave': call({ input: nothing, output: nothing }),
  'directory.list': call({
    input: z.strictObject({ text: z.string().max(200), compartment: id.nullable(), ...page }),
    output: z.strictObject({ total: z.int(), rows: z.array(directoryRow) }),
  }),
  'directory.systems': call({
    input: nothing,
    output: z.strictObject({ systems: z.array(z.strictObject({ name: words, compartment: id, credentials: z.int() })) }),
  }),
  'deposit.store': call({
    input: z.strictObject({ ...depositMeta, envelope, file: id.nullable() }),
    output: z.strictObject({ credential: id, version: z.int() }),
  }),
  'deposit.pickFile': call({
    input: nothing,
    output: z.strictObject({ file: z.strictObject({ token: id, name: words, size: z.int() }).nullable() }),
  }),
  'import.pick': call({
    input: nothing,
    output: z.strictObject({
      file: z
        .strictObject({ token: id, name: words, columns: z.array(words), total: z.int(), bad: z.int(), rows: z.array(importRow) })
        .nullable(),
    }),
  }),
  'import.confirm': call({ input: z.strictObject({ token: id }), output: z.strictObject({ stored: z.int() }) }),
  'playbook.list': call({ input: nothing, output: z.strictObject({ playbooks: z.array(playbook) }) }),
  'playbook.store': call({ input: playbook, output: nothing }),

  // The emergency
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
  'request.abort': call({ input: z.strictObject({ request: id }), output: nothing }),
  'request.deny': call({ input: z.strictObject({ request: id, member: id, reason: line }), output: nothing }),
  /** Who stands at the key now, or nobody. */
  'request.here': call({ input: z.strictObject({ request: id, member: id.nullable() }), output: nothing }),

  // The window
  'window.list': call({
    input: z.strictObject({ text: z.string().max(200), ...page }),
    output: z.strictObject({ total: z.int(), rows: z.array(directoryRow) }),
  }),
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
  /** The field's value, sealed to the renderer's own one-time key. Logged before it is decrypted. */
  'window.reveal': call({
    input: z.strictObject({ credential: id, field: line, how: z.enum(['shown', 'large']), to: base64url }),
    output: z.strictObject({ sealed: base64url, hidesInMs: z.int() }),
  }),
  'window.hide': call({ input: z.strictObject({ credential: id, field: line }), output: nothing }),
  'window.copy': call({ input: z.strictObject({ credential: id, field: line }), output: z.strictObject({ clearsInMs: z.int() }) }),
  'window.code': call({
    input: z.strictObject({ credential: id }),
    output: z.strictObject({ code: z.string().max(12), leftMs: z.int(), periodMs: z.int() }),
  }),
  'window.copyCode': call({ input: z.strictObject({ credential: id }), output: z.strictObject({ clearsInMs: z.int() }) }),
  'window.save': call({ input: z.strictObject({ credential: id }), output: z.strictObject({ saved: z.boolean() }) }),
  'window.seal': call({ input: nothing, output: nothing }),
  /** Ask the quorum for more time: a request of its own, gathered while the window stays open. */
  'window.extend': call({ input: z.strictObject({ minutes: z.int().min(1).max(480), reason: line }), output: nothing }),

  // After it
  'closing.retested': call({ input: z.strictObject({ request: id, exposure: z.int() }), output: nothing }),
  'closing.close': call({ input: z.strictObject({ request: id }), output: nothing }),
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
  'log.export': call({ input: nothing, output: z.strictObject({ folder: words.nullable() }) }),

  // The collector. None of these keeps another call waiting.
  /**
   * Asks over the network, and comes back when the collector has answered or could not be reached (half a minute at most):
   * `network.*`, `collector.*`. `code`: as it was typed, case and spaces do not matter. `pin`: SHA-256 of the collector's TLS
   * key in hexadecimal, where the administrator gave it. The words are then in the view, to be compared.
   */
  'collector.ask': call({
    input: z.strictObject({ address: line, code: line, pin: z.string().max(200).nullable() }),
    output: nothing,
  }),
  /** The six words of the collector are those that its administrator reads out: of this request (`view.collector.request`). */
  'collector.confirm': call({ input: z.strictObject({ request: id }), output: nothing }),
  /** Withdraws the request, or stops sending. What was received stays there, the receipts stay here. */
  'collector.leave': call({ input: nothing, output: nothing }),
  /** Tries now, whatever the next try was to be. Does not wait for the outcome: the view says it. */
  'collector.tryNow': call({ input: nothing, output: nothing }),
  /** Another address of the same collector: its keys stay pinned. Throws `collector.by_file_only` where no TLS key is. */
  'collector.move': call({ input: z.strictObject({ address: line }), output: nothing }),
  /** Writes the request to a file `.henroll`. `path` null: the person changed their mind. */
  'collector.exportRequest': call({ input: nothing, output: z.strictObject({ path: words.nullable() }) }),
  /** Reads the answer in a file `.henrolled`: `pending`, or now to be confirmed by words. Null as above. */
  'collector.importAnswer': call({
    input: nothing,
    output: z.strictObject({ answer: z.enum(['pending', 'active', 'refused']).nullable() }),
  }),
  /** Writes a bundle `.hsync`: what the last receipt does not cover, or the whole log. `entries`: how many are in it. */
  'collector.exportBundle': call({
    input: z.strictObject({ from: z.enum(['receipt', 'start']) }),
    output: z.strictObject({ path: words.nullable(), entries: z.int() }),
  }),
  /** Takes the receipt in a file `.hreceipt`. Null: the person changed their mind. */
  'collector.importReceipt': call({ input: nothing, output: z.strictObject({ receipt: receipt.nullable() }) }),
  /** Takes a receipt as text: what a QR code says. */
  'collector.readReceipt': call({ input: z.strictObject({ text: z.string().max(65_536) }), output: z.strictObject({ receipt }) }),
  /** The newest receipt as text, short enough for a QR code; null when there is none. */
  'collector.receiptText': call({ input: nothing, output: z.strictObject({ text: z.string().max(65_536).nullable() }) }),
} as const;

export type KeyStep = z.infer<typeof keyStep>;
export type KeyAnswer = z.infer<typeof keyAnswer>;
export type Purpose = z.infer<typeof purpose>;
export type DirectoryRow = z.infer<typeof directoryRow>;
export type FieldView = z.infer<typeof fieldView>;
export type LogRow = z.infer<typeof logRow>;
export type ImportRow = z.infer<typeof importRow>;
export type Playbook = z.infer<typeof playbook>;
