import { z } from 'zod';
import { AppError } from '../../base/app-error.ts';
import { type Bytes, utf8 } from '../../base/bytes.ts';
import { fromIso } from '../../base/instant.ts';
import { type Action, isAction, isPaired } from './action.ts';
import { jcs, parseJcs } from './jcs.ts';
import { isPlainLeaf, parsePlainLeaf } from './plain-leaf.ts';

/** The leaf of FORMAT.md §1: its fields, and what each may hold. */
export const MAX_LEAF_BYTES = 16_384;

const ID = /^[\x21-\x7e]{1,128}$/;
const KEY = /^[a-z][a-z0-9_]{0,23}$/;
const REFERENCE = /^[A-Za-z0-9][A-Za-z0-9._/#-]{0,39}$/;

const id = z.string().regex(ID);
const word = z.string().regex(/^[a-z][a-z0-9_.-]{0,63}$/);
const datum = z.union([z.int(), z.boolean(), id]);

const person = z.strictObject({ id, role: word.nullable(), am: z.array(word).max(8), key: id.nullable() });
const time = z.strictObject({
  wall: z.string().refine((text) => fromIso(text) !== null),
  mono: z.int().min(0),
  src: z.literal('os'),
  q: z.enum(['synced', 'unsynced', 'manual', 'unknown']),
  err: z.int().min(0).nullable(),
  floor: z.strictObject({ size: z.int().min(1), time: z.int().min(0) }).nullable(),
});

const leaf = z.strictObject({
  v: z.literal(1),
  log: id,
  seq: z.int().min(0),
  id: z.string().regex(/^[0-7][0-9A-HJKMNP-TV-Z]{25}$/),
  dev: id,
  vault: id,
  app: id,
  boot: id,
  run: id,
  t: time,
  act: z.string(),
  ph: z.enum(['intent', 'result', 'single']),
  ref: z.int().min(0).nullable(),
  out: z.enum(['pending', 'ok', 'refused', 'failed', 'unknown']),
  err: word.nullable(),
  who: z.array(person).max(32),
  cer: id.nullable(),
  inc: z.string().regex(REFERENCE).nullable(),
  drill: z.boolean(),
  practice: z.boolean(),
  obj: z.strictObject({ k: word, id }).nullable(),
  d: z.record(z.string().regex(KEY), z.union([datum, z.array(datum).max(32)])),
  sd: z.record(z.string().regex(KEY), z.string().regex(/^[A-Za-z0-9_-]{43}$/)),
});

/** Whether an entry stands alone, comes before an effect or after it. */
export type Phase = z.infer<typeof leaf>['ph'];
/** How what an entry tells of ended. */
export type Outcome = z.infer<typeof leaf>['out'];
/** Who acted: member id, role, how they proved it ("key", "pin", "passphrase", "simulated"), id of their security key. */
export type Person = Readonly<z.infer<typeof person>>;
/** A plain value. */
export type Datum = z.infer<typeof datum>;
/** The plain facts of an entry, by name. */
export type EntryData = Readonly<Record<string, Datum | readonly Datum[]>>;
/** One entry as it stands in its leaf. */
export type Entry = Readonly<Omit<z.infer<typeof leaf>, 'act' | 'd'>> & { readonly act: Action; readonly d: EntryData };

/**
 * The entry of a leaf. Throws `log.not_canonical` (bytes), `log.entry_too_large`, `log.entry_malformed` (fields), and
 * `format.unknown_version` for a version or an act of a newer app. Position and neighbours are the verifier's to judge.
 */
export function parseEntry(bytes: Uint8Array): Entry {
  const plain = bytes.length > MAX_LEAF_BYTES ? null : parsePlainLeaf(bytes);
  if (plain !== null && isWhole(plain as Entry)) return plain as Entry; // every field has its form: that is what plain means
  return parseByRules(bytes);
}

/** As `parseEntry`, of any leaf and slowly: the rules themselves, by which `parsePlainLeaf` is judged. */
export function parseByRules(bytes: Uint8Array): Entry {
  if (bytes.length > MAX_LEAF_BYTES) throw new AppError('log.entry_too_large', `a leaf of ${bytes.length} bytes`);
  return checkEntry(parseJcs(bytes));
}

/** What the form of the fields leaves open. */
function isWhole(entry: Entry): boolean {
  return isAction(entry.act) && problemOf(entry) === null;
}

const ofNewerVersion = z.looseObject({ v: z.int().min(2) });

/** The bytes of an entry. Throws as `parseEntry` does: what is written can always be read. */
export function encodeEntry(entry: Entry): Bytes {
  const bytes = utf8(plainText(entry) ?? textByRules(entry));
  if (bytes.length > MAX_LEAF_BYTES) throw new AppError('log.entry_too_large', `a leaf of ${bytes.length} bytes`);
  return bytes;
}

/** The text of an entry that has the form of a plain leaf, null of any other. */
function plainText(entry: Entry): string | null {
  try {
    const text = jcs(entry);
    return isPlainLeaf(text) && isWhole(entry) ? text : null;
  } catch {
    return null; // the rules say why
  }
}

function textByRules(entry: Entry): string {
  checkEntry(entry);
  return jcs(entry);
}

/** The rules over the fields of one entry. Throws `log.entry_malformed` and `format.unknown_version`. */
export function checkEntry(value: unknown): Entry {
  const parsed = leaf.safeParse(value);
  if (!parsed.success) {
    if (ofNewerVersion.safeParse(value).success) throw new AppError('format.unknown_version', 'an entry of a newer version');
    throw new AppError('log.entry_malformed', 'an entry has wrong fields', { cause: parsed.error });
  }
  const { act, d, ...rest } = parsed.data;
  if (!isAction(act)) throw new AppError('format.unknown_version', 'an act that this version does not know');
  const entry: Entry = { ...rest, act, d };
  const problem = problemOf(entry);
  if (problem !== null) throw new AppError('log.entry_malformed', problem);
  return entry;
}

/** What the fields of one entry must be to one another, null when they are. */
function problemOf({ act, ph, ref, out, err, d }: Entry): string | null {
  if (Object.keys(d).length > 24) return 'd has too many keys';
  if ((ph === 'single') === isPaired(act)) return `${act} has the wrong phase`;
  if ((ref !== null) !== (ph === 'result')) return 'ref is of results alone';
  if ((out === 'pending') !== (ph === 'intent')) return 'pending is of intents alone';
  if (err !== null && out !== 'refused' && out !== 'failed') return 'err is of what was refused or failed';
  return null;
}

/** `text` where it can stand in an entry's `inc`; null where it is free text, which belongs under a commitment. */
export function incidentReference(text: string): string | null {
  return REFERENCE.test(text) ? text : null;
}
