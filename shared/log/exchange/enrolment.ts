/** How a station asks a collector to receive its log, and what the collector answers. FORMAT.md §12. */
import { z } from 'zod';
import { AppError, isAppError } from '../../base/app-error.ts';
import { type Bytes, fromBase64, fromUtf8, toBase64, toHex, utf8 } from '../../base/bytes.ts';
import { type Entry, parseEntry } from '../leaf/entry.ts';
import { jcs, parseJcs } from '../leaf/jcs.ts';
import { parseOrigin } from '../leaf/origin.ts';
import { type Head, openCheckpoint, type Signer, type VerifyEd25519 } from '../note/checkpoint.ts';
import { type CollectorKeys, parseCollectorKeys } from '../note/collector-key.ts';
import { isLineOf, parseNote, signatureLine } from '../note/note.ts';
import { type NoteKey, parseVkey, vkeyText } from '../note/vkey.ts';
import { provesInclusion } from '../tree/proof.ts';
import type { Sha256, TreeHasher } from '../tree/tree-hash.ts';

/** A longer request or answer is refused. */
export const MAX_ENROLMENT_BYTES = 65_536;

/** 128 bits in the alphabet of RFC 4648 base32, without padding. */
export const ENROLMENT_CODE = /^[A-Z2-7]{26}$/;

/** What a station asks of a collector. */
export interface EnrolRequest {
  /** What an administrator gave for it; null where the request travels as a file, and the words alone are compared. */
  readonly code: string | null;
  /** How people call the station: 1 to 60 characters. */
  readonly name: string;
  readonly vkey: string;
  readonly app: string;
  /** The signed head at this moment: what came before the enrolment is pinned too. */
  readonly checkpoint: string;
  /** The first leaf of the log, and its proof of inclusion. */
  readonly genesis: Bytes;
  readonly proof: readonly string[];
}

/** A request whose signatures hold. */
export interface OpenedRequest extends EnrolRequest {
  readonly key: NoteKey;
  readonly head: Head;
  readonly first: Entry;
}

/** What a collector asks of its stations. */
export interface CollectorPolicy {
  /** Hours after which a silent station is an alert; 0 for never. */
  readonly silence_hours: number;
  /** Days after which a vault without a drill is an alert; 0 for never. */
  readonly drill_days: number;
  /** Whether names and free text go along with the entries. */
  readonly disclosures: 'never' | 'incident' | 'always';
}

/** What a collector answers to a request. */
export interface EnrolAnswer {
  /** Of this request, for asking again: 26 characters of the code's alphabet. */
  readonly id: string;
  readonly state: 'pending' | 'active' | 'refused';
  readonly origin: string;
  readonly vkey: string;
  readonly collector: { readonly receipts: string; readonly heads: string };
  readonly policy: CollectorPolicy;
  /** SHA-256 of the collector's TLS key (its SubjectPublicKeyInfo), in hexadecimal; null where the answer travels as a file without one. */
  readonly spki: string | null;
  /** By the collector's clock, ms. */
  readonly at: number;
}

interface Crypto {
  readonly sha256: Sha256;
  readonly tree: TreeHasher;
  readonly verify: VerifyEd25519;
}

const name = z
  .string()
  .min(1)
  .max(60)
  .regex(/^[^\p{Cc}\p{Cs}]+$/u);
const hash = z.string().regex(/^[0-9a-f]{64}$/);
const request = z.strictObject({
  v: z.literal(1),
  code: z.string().regex(ENROLMENT_CODE).nullable(),
  name,
  vkey: z.string().max(512),
  app: z.string().regex(/^[\x21-\x7e]{1,128}$/),
  checkpoint: z.string().max(MAX_ENROLMENT_BYTES),
  genesis: z.string().max(24_576),
  proof: z.array(hash).max(63),
  pop: z.string().length(88),
});
/** Of `CollectorPolicy`. */
export const collectorPolicy = z.strictObject({
  silence_hours: z.int().min(0).max(87_600),
  drill_days: z.int().min(0).max(3_650),
  disclosures: z.enum(['never', 'incident', 'always']),
});
const answer = z.strictObject({
  v: z.literal(1),
  id: z.string().regex(ENROLMENT_CODE),
  state: z.enum(['pending', 'active', 'refused']),
  origin: z.string().max(512),
  vkey: z.string().max(512),
  collector: z.strictObject({ receipts: z.string().max(512), heads: z.string().max(512) }),
  policy: collectorPolicy,
  spki: hash.nullable(),
  at: z.int().min(1),
});
const newer = z.looseObject({ v: z.int().min(2) });

/** The bytes of a request, with the station's proof that it has the key. Throws `log.bad_enrolment` for what no reader would take. */
export function writeEnrolRequest(of: EnrolRequest, signer: Signer, sha256: Sha256): Bytes {
  const { genesis, proof, ...rest } = of;
  const pop = toBase64(signer.sign(possession(of.code, signer.key.name, sha256)));
  const bytes = utf8(jcs({ v: 1, ...rest, genesis: toBase64(genesis), proof: [...proof], pop }));
  parseRequest(bytes);
  return bytes;
}

/**
 * The request, when it holds: the key's own signature over the code, the signed head, and the first entry under it. Throws
 * `log.bad_enrolment` for anything else, `log.body_too_large` past 65,536 bytes and `format.unknown_version` for a newer one.
 * Whether the code is one that was given out is the collector's to say.
 */
export function openEnrolRequest(bytes: Uint8Array, crypto: Crypto): OpenedRequest {
  const { pop, genesis, v: _, ...rest } = parseRequest(bytes);
  try {
    const key = parseVkey(rest.vkey, crypto.sha256);
    parseOrigin(key.name);
    if (!crypto.verify(key.publicKey, possession(rest.code, key.name, crypto.sha256), fromBase64(pop)))
      throw bad('not signed by its own key');
    const head = openCheckpoint(rest.checkpoint, key, crypto.verify);
    const leaf = fromBase64(genesis);
    const claim = { index: 0, size: head.size, leafHash: crypto.tree.leaf(leaf), root: head.root, proof: rest.proof };
    if (!provesInclusion(claim, crypto.tree)) throw bad('the first entry is not under the head');
    const first = parseEntry(leaf);
    if (first.act !== 'log.genesis' || first.log !== key.name || first.seq !== 0 || first.d['vkey'] !== rest.vkey)
      throw bad('the log does not begin as it must');
    return { ...rest, genesis: leaf, key, head, first };
  } catch (cause) {
    if (!isAppError(cause)) throw cause;
    throw isAppError(cause, 'log.bad_enrolment') ? cause : new AppError('log.bad_enrolment', 'enrolment: does not hold', { cause });
  }
}

function parseRequest(bytes: Uint8Array): z.infer<typeof request> {
  return parse(request, bytes);
}

/** What the key signs: that it asks, with this code, for this log. */
function possession(code: string | null, origin: string, sha256: Sha256): Bytes {
  return utf8(`halligan-enroll/v1\n${toHex(sha256(utf8(code ?? '')))}\n${origin}\n`);
}

const ANSWER_LINE = 'halligan-enrolled/v1';

/** The answer as a signed note. `signer` has the collector's `heads` key. */
export function writeEnrolAnswer(of: EnrolAnswer, signer: Signer): string {
  if (vkeyText(signer.key) !== of.collector.heads) throw bad('this key is not the one that the answer names');
  const text = jcs({ v: 1, ...of, collector: { ...of.collector }, policy: { ...of.policy } });
  parse(answer, utf8(text));
  const body = `${ANSWER_LINE}\n${text}\n`;
  return `${body}\n${signatureLine(signer.key, signer.sign(utf8(body)))}`;
}

/**
 * The answer, when the key that it names signed it, and its keys belong together. That proves nothing of who the
 * collector is: compare `collectorFingerprint` with words that came another way, or with keys pinned earlier. Throws
 * `log.bad_enrolment`, and `format.unknown_version`.
 */
export function openEnrolAnswer(note: string, { sha256, verify }: Omit<Crypto, 'tree'>): EnrolAnswer & { readonly keys: CollectorKeys } {
  try {
    const { body, signatures } = parseNote(note);
    const [first, text, last, ...more] = body.split('\n');
    if (first !== ANSWER_LINE || text === undefined || last !== '' || more.length > 0) throw bad('not an answer');
    const { v: _, ...of } = parse(answer, utf8(text));
    const keys = parseCollectorKeys(of.collector, sha256);
    const own = signatures.find((line) => isLineOf(keys.heads, line));
    if (own === undefined || own.signature.length !== 64 || !verify(keys.heads.publicKey, utf8(body), own.signature))
      throw bad('not signed by the key that it names');
    return { ...of, keys };
  } catch (cause) {
    if (!isAppError(cause) || cause.code === 'format.unknown_version' || cause.code === 'log.bad_enrolment') throw cause;
    throw new AppError('log.bad_enrolment', 'enrolment: the answer does not hold', { cause });
  }
}

function parse<T>(schema: z.ZodType<T>, bytes: Uint8Array): T {
  if (bytes.length > MAX_ENROLMENT_BYTES) throw new AppError('log.body_too_large', 'enrolment: too long');
  let value: unknown;
  try {
    value = parseJcs(bytes);
  } catch (cause) {
    throw new AppError('log.bad_enrolment', 'enrolment: not canonical', { cause });
  }
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  if (newer.safeParse(value).success) throw new AppError('format.unknown_version', 'an enrolment of a newer version');
  throw new AppError('log.bad_enrolment', 'enrolment: wrong fields', { cause: parsed.error });
}

function bad(why: string): AppError {
  return new AppError('log.bad_enrolment', `enrolment: ${why}`);
}

/** The text of an answer's file. Throws `log.bad_enrolment` for bytes that are no text. */
export function answerText(bytes: Uint8Array): string {
  try {
    return fromUtf8(bytes);
  } catch (cause) {
    throw new AppError('log.bad_enrolment', 'enrolment: not UTF-8', { cause });
  }
}
