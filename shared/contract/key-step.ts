/** What passes between the page and main while a person touches a security key. */
import { z } from 'zod';

const id = z.string().min(1).max(200);
const line = z.string().min(1).max(200);
const base64url = z
  .string()
  .regex(/^[A-Za-z0-9_-]*$/)
  .max(2_000_000);

/** One secret message to the strongroom: sealed by `sealEnvelope` to a key that it issued for one use. */
export const envelope = z.strictObject({ key: id, sealed: base64url });
/** A key that the strongroom issued for one envelope: its id, and 32 bytes of X25519, base64url. */
export const envelopeKey = z.strictObject({ key: id, publicKey: base64url });

/** What a touch is for. Main decides what the security key must do; the renderer only passes it on. */
export const purpose = z.discriminatedUnion('kind', [
  /** Founding: register a key for a draft member; the second is the spare. */
  z.strictObject({ kind: z.literal('enrol'), member: id, label: z.string().min(1).max(20) }),
  /** Founding: sign the charter and prove that this member's shares open. */
  z.strictObject({ kind: z.literal('sign'), member: id }),
  /** Approve the request that is gathering, and contribute the share. */
  z.strictObject({ kind: z.literal('contribute'), request: id, member: id }),
  /** Sit down at the desk: read the directory, deposit, import. */
  z.strictObject({ kind: z.literal('desk'), member: id }),
  /** Prove that this member's shares open, without opening anything. */
  z.strictObject({ kind: z.literal('prove'), member: id }),
  /** Say what a use was, as someone other than its operator. */
  z.strictObject({ kind: z.literal('classify'), request: id, member: id, as: z.enum(['drill', 'emergency', 'misuse']) }),
]);

/** One step at a security key: create or get, with everything that the browser needs, as JSON. */
export const keyStep = z.strictObject({
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
/** What `key.begin` and `key.step` answer: the next step at the key, or that the touch is complete. */
export const keyAnswer = z.union([z.strictObject({ done: z.literal(false), step: keyStep }), keyDone]);
