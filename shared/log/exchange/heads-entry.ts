/** An entry of a collector's own log: what it accepted, and what its people did and read. FORMAT.md §17. */
import { z } from 'zod';
import { AppError } from '../../base/app-error.ts';
import { type Bytes, utf8 } from '../../base/bytes.ts';
import { jcs, parseJcs } from '../leaf/jcs.ts';

/** The closed list, one sentence each. An act is never renamed or reused once released. */
export const HEADS_ACTS = {
  'heads.genesis': 'This log began.',
  'station.request': 'A station asked to be enrolled.',
  'station.active': 'A station was let in.',
  'station.refused': 'A station was refused.',
  'head.accept': 'A head of a station’s log was accepted.',
  'fork.found': 'Two heads of one log cannot both be true. Both were kept.',
  'log.freeze': 'A log was frozen: nothing more of it is taken.',
  'head.late': 'A head came of a log that is frozen. It was kept, and not taken.',
  'disclosure.erase': 'Names or words of a log were erased.',
  'read.events': 'Entries were read.',
  'read.export': 'A log was exported.',
  'read.disclosures': 'Names or words were read.',
  'read.tiles': 'A log was read as tiles.',
  'read.alerts': 'Alerts were read.',
  'read.evidence': 'Evidence of two histories was read.',
  'read.receipts': 'Receipts were read.',
  'alert.sent': 'An alert was delivered.',
  'alert.acknowledge': 'An alert was acknowledged.',
  'alert.escalate': 'An alert was escalated.',
  'sink.failing': 'A feed does not get through.',
  'sink.recovered': 'A feed gets through again.',
  'code.make': 'An enrolment code was given out.',
  'import.bundle': 'A bundle was brought by hand.',
  'account.invite': 'A person was invited.',
  'account.active': 'A person registered a passkey.',
  'account.remove': 'A person was removed.',
  'account.sign_in': 'A person signed in.',
  'account.sign_out': 'A person signed out.',
  'account.refused': 'A passkey of a person was refused.',
  'store.migrated': 'The collector moved to another database.',
} as const;

/** An act in the log of heads. */
export type HeadsAct = keyof typeof HEADS_ACTS;

const text = z.string().max(512);
const schema = z.strictObject({
  v: z.literal(1),
  log: text.min(1),
  seq: z.int().min(0),
  /** By the collector's clock, ms. */
  at: z.int().min(0),
  act: z.string(),
  /** The account that did it; null where the collector did. */
  who: text.nullable(),
  /** The station's log that it is about, or null. */
  of: text.nullable(),
  d: z.record(z.string().regex(/^[a-z][a-z0-9_]{0,23}$/), z.union([text, z.int(), z.boolean()])),
});

/** An entry of the log of heads. */
export type HeadsEntry = Readonly<Omit<z.infer<typeof schema>, 'act'>> & { readonly act: HeadsAct };

/** The bytes of an entry. Throws `log.entry_malformed` for what `parseHeadsEntry` would refuse. */
export function encodeHeadsEntry(entry: HeadsEntry): Bytes {
  check(entry);
  return utf8(jcs(entry));
}

/** The inverse of `encodeHeadsEntry`. Throws `log.not_canonical`, `log.entry_malformed`, and `format.unknown_version` for a newer act. */
export function parseHeadsEntry(bytes: Uint8Array): HeadsEntry {
  return check(parseJcs(bytes));
}

function check(value: unknown): HeadsEntry {
  const parsed = schema.safeParse(value);
  if (!parsed.success) throw new AppError('log.entry_malformed', 'an entry of a collector has wrong fields', { cause: parsed.error });
  const { act, ...rest } = parsed.data;
  if (!Object.hasOwn(HEADS_ACTS, act)) throw new AppError('format.unknown_version', 'an act that this version does not know');
  return { ...rest, act: act as HeadsAct };
}
