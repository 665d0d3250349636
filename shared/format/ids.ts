import { z } from 'zod';
import { AppError } from '../base/app-error.ts';
import { toBase64url } from '../base/bytes.ts';
import { draw, type Random } from '../crypto/random.ts';
import { binary, binaryUpTo } from './binary.ts';

/** What an id names, by its prefix. */
const ID_PREFIXES = {
  vault: 'v_',
  member: 'm_',
  compartment: 'c_',
  credential: 'x_',
  request: 'r_',
  station: 's_',
  system: 'y_',
  playbook: 'p_',
  contact: 't_',
} as const;
/** What an id names. */
export type IdKind = keyof typeof ID_PREFIXES;

const ID_BYTES = 16;
const MAX_KEY_ID_BYTES = 1023;

/** A new id: prefix, then base64url of 16 random bytes. */
export function makeId(kind: IdKind, random: Random): string {
  return ID_PREFIXES[kind] + toBase64url(draw(random, ID_BYTES));
}

const tail = binary(ID_BYTES);

/** Whether `text` is exactly an id of that kind. */
export function isId(kind: IdKind, text: string): boolean {
  return text.startsWith(ID_PREFIXES[kind]) && tail.safeParse(text.slice(ID_PREFIXES[kind].length)).success;
}

/** `text`, when it is exactly an id of that kind; else throws `format.malformed`. */
export function parseId(kind: IdKind, text: string): string {
  if (!isId(kind, text)) throw new AppError('format.malformed', `not the id of a ${kind}`, { detail: { what: kind } });
  return text;
}

/** The form of an id within stored JSON. */
export function idOf(kind: IdKind): z.ZodString {
  return z.string().refine((text) => isId(kind, text), `not the id of a ${kind}`);
}

/** A security key's id is its WebAuthn credential id. */
export const keyId = binaryUpTo(MAX_KEY_ID_BYTES);
