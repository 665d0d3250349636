import { AppError } from '../../base/app-error.ts';
import { type Bytes, equalBytes, fromUtf8, utf8 } from '../../base/bytes.ts';

/** What the subset of RFC 8785 in FORMAT.md §1 can hold. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

const MAX_DEPTH = 6;
const KEY = /^[a-z][a-z0-9_]{0,23}$/;

/** The canonical text of `value`. Throws `log.not_canonical` for anything outside the subset: floats, −0, odd keys, lone surrogates. */
export function jcs(value: Json): string {
  return write(value, 0);
}

function write(value: Json, depth: number): string {
  if (typeof value === 'string') return writeString(value);
  if (typeof value === 'number') return writeNumber(value);
  if (value === null || typeof value === 'boolean') return String(value);
  if (depth >= MAX_DEPTH) throw refusal('nested too deep');
  if (isList(value)) {
    let items = '';
    for (const item of value) items += (items === '' ? '' : ',') + write(item, depth + 1);
    return `[${items}]`;
  }
  let members = '';
  for (const key of Object.keys(value).sort()) {
    const member = value[key];
    if (!KEY.test(key) || member === undefined) throw refusal('a key outside the alphabet, or without a value');
    members += `${members === '' ? '' : ','}"${key}":${write(member, depth + 1)}`;
  }
  return `{${members}}`;
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

function writeString(text: string): string {
  if (!text.isWellFormed()) throw refusal('a lone surrogate');
  return JSON.stringify(text);
}

function writeNumber(number: number): string {
  if (!Number.isSafeInteger(number) || Object.is(number, -0)) throw refusal('a number that is not a safe integer');
  return String(number);
}

/**
 * The value of canonical bytes. Throws `log.not_canonical` unless writing the value again gives exactly `bytes`: so a
 * duplicate key, white space, another escape, a float or an invalid UTF-8 sequence is refused.
 */
export function parseJcs(bytes: Uint8Array): Json {
  let value: Json;
  try {
    value = JSON.parse(fromUtf8(bytes)) as Json;
  } catch (cause) {
    throw new AppError('log.not_canonical', 'not JSON in UTF-8', { cause });
  }
  if (!equalBytes(utf8(jcs(value)), bytes)) throw refusal('the bytes are not the canonical form of their value');
  return value;
}

/** The canonical bytes of `value`; see `jcs`. */
export function jcsBytes(value: Json): Bytes {
  return utf8(jcs(value));
}

function refusal(why: string): AppError {
  return new AppError('log.not_canonical', `not in the canonical subset: ${why}`);
}
