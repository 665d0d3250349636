import { z } from 'zod';
import { AppError } from '../../base/app-error.ts';
import { concat, fromBase64url, toBase64url, utf8 } from '../../base/bytes.ts';
import type { Sha256 } from '../tree/tree-hash.ts';
import { jcs, jcsBytes, parseJcs } from './jcs.ts';

/** The human words behind one commitment of one entry (FORMAT.md §4). Erasing it leaves every proof as it was. */
export interface Disclosure {
  readonly seq: number;
  readonly path: string;
  /** 32 random bytes. */
  readonly salt: Uint8Array;
  readonly value: string;
}

const COMMITMENT = Uint8Array.of(2);

/** The commitment to a value, 43 characters of base64url. Nobody guesses the value from it: the salt has 256 bits. */
export function commitment(of: Omit<Disclosure, 'seq'>, sha256: Sha256): string {
  if (of.salt.length !== 32) throw new AppError('log.entry_malformed', 'a salt has 32 bytes');
  return toBase64url(sha256(concat(COMMITMENT, of.salt, utf8(jcs([of.path, of.value])))));
}

const line = z.strictObject({
  seq: z.int().min(0),
  path: z.string().regex(/^[a-z][a-z0-9_]{0,23}$/),
  salt: z.string().length(43),
  value: z.string(),
});

/** One line of `disclosures.jsonl`, without its newline. */
export function encodeDisclosure(disclosure: Disclosure): Uint8Array {
  return jcsBytes({ seq: disclosure.seq, path: disclosure.path, salt: toBase64url(disclosure.salt), value: disclosure.value });
}

/** The inverse of `encodeDisclosure`. Throws `log.disclosure_differs` for anything else. */
export function parseDisclosure(bytes: Uint8Array): Disclosure {
  try {
    const { salt, ...rest } = line.parse(parseJcs(bytes));
    return { ...rest, salt: fromBase64url(salt) };
  } catch (cause) {
    throw new AppError('log.disclosure_differs', 'not a disclosure', { cause });
  }
}

/** In the order in which they were given. */
export function disclosuresBySeq(disclosures: Iterable<Disclosure>): Map<number, Disclosure[]> {
  const bySeq = new Map<number, Disclosure[]>();
  for (const disclosure of disclosures) {
    const same = bySeq.get(disclosure.seq);
    if (same === undefined) bySeq.set(disclosure.seq, [disclosure]);
    else same.push(disclosure);
  }
  return bySeq;
}
