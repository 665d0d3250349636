/** Bytes and their text forms. Every decoder is strict: it accepts exactly what its encoder writes. */
import { AppError } from './app-error.ts';

/** Bytes in a buffer of their own, which WebCrypto and libsodium both take. */
export type Bytes = Uint8Array<ArrayBuffer>;

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** UTF-8 of a well-formed string. Throws `bytes.not_well_formed` for a lone surrogate, which UTF-8 cannot hold. */
export function utf8(text: string): Bytes {
  if (!text.isWellFormed()) throw new AppError('bytes.not_well_formed', 'text holds a lone surrogate');
  return encoder.encode(text);
}

/** The string whose UTF-8 is `bytes`. Throws `bytes.not_utf8`. A byte-order mark is kept as a character. */
export function fromUtf8(bytes: Uint8Array): string {
  try {
    return decoder.decode(bytes);
  } catch (cause) {
    throw new AppError('bytes.not_utf8', 'these bytes are not UTF-8', { cause });
  }
}

/** A copy of all parts, one after another. */
export function concat(...parts: readonly Uint8Array[]): Bytes {
  let length = 0;
  for (const part of parts) length += part.length;
  const out = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}

/** A copy that owns its buffer, so that nobody else can change or detach it. */
export function copyOf(bytes: Uint8Array): Bytes {
  return new Uint8Array(bytes);
}

/** Equality in time that depends on the length alone. */
export function equalBytes(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  let difference = 0;
  for (let i = 0; i < a.length; i++) difference |= (a[i] as number) ^ (b[i] as number);
  return difference === 0;
}

const HEX = Array.from({ length: 256 }, (_, i) => i.toString(16).padStart(2, '0'));

/** Lower-case hexadecimal, two digits a byte. */
export function toHex(bytes: Uint8Array): string {
  let out = '';
  for (const byte of bytes) out += HEX[byte];
  return out;
}

/** Lower-case hexadecimal only. Throws `bytes.not_hex`. */
export function fromHex(text: string): Bytes {
  if (text.length % 2 !== 0) throw new AppError('bytes.not_hex', 'not lower-case hexadecimal');
  const out = new Uint8Array(text.length / 2);
  for (let i = 0; i < out.length; i++) out[i] = (digit(text, 2 * i) << 4) | digit(text, 2 * i + 1);
  return out;
}

function digit(text: string, at: number): number {
  const code = text.charCodeAt(at);
  if (code >= 0x30 && code <= 0x39) return code - 0x30;
  if (code >= 0x61 && code <= 0x66) return code - 0x57;
  throw new AppError('bytes.not_hex', 'not lower-case hexadecimal');
}

const URL_ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const STD_ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const URL_VALUES = values(URL_ALPHABET);
const STD_VALUES = values(STD_ALPHABET);

function values(alphabet: string): Int16Array {
  const table = new Int16Array(128).fill(-1);
  for (let i = 0; i < 64; i++) table[alphabet.charCodeAt(i)] = i;
  return table;
}

function encode64(bytes: Uint8Array, alphabet: string): string {
  let out = '';
  let bits = 0;
  let held = 0;
  for (const byte of bytes) {
    held = (held << 8) | byte;
    bits += 8;
    while (bits >= 6) {
      bits -= 6;
      out += alphabet[(held >> bits) & 63];
    }
    held &= (1 << bits) - 1;
  }
  if (bits > 0) out += alphabet[(held << (6 - bits)) & 63];
  return out;
}

function decode64(text: string, table: Int16Array): Bytes {
  if (text.length % 4 === 1) throw new AppError('bytes.not_base64', 'not base64: impossible length');
  const out = new Uint8Array(Math.floor((text.length * 3) / 4));
  let bits = 0;
  let held = 0;
  let at = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    const value = code < 128 ? (table[code] as number) : -1;
    if (value < 0) throw new AppError('bytes.not_base64', 'not base64: a character outside the alphabet');
    held = (held << 6) | value;
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      out[at++] = (held >> bits) & 255;
    }
    held &= (1 << bits) - 1;
  }
  if (held !== 0) throw new AppError('bytes.not_base64', 'not base64: bits left over');
  return out;
}

/** RFC 4648 §5 without padding. */
export function toBase64url(bytes: Uint8Array): string {
  return encode64(bytes, URL_ALPHABET);
}

/** RFC 4648 §5 without padding, canonical only. Throws `bytes.not_base64`. */
export function fromBase64url(text: string): Bytes {
  return decode64(text, URL_VALUES);
}

/** RFC 4648 §4 with padding. */
export function toBase64(bytes: Uint8Array): string {
  const text = encode64(bytes, STD_ALPHABET);
  return text.padEnd(Math.ceil(text.length / 4) * 4, '=');
}

/** RFC 4648 §4 with padding, canonical only. Throws `bytes.not_base64`. */
export function fromBase64(text: string): Bytes {
  if (text.length % 4 !== 0) throw new AppError('bytes.not_base64', 'not base64: padding is missing');
  const bare = text.replace(/={1,2}$/, '');
  const bytes = decode64(bare, STD_VALUES);
  if (bare.padEnd(Math.ceil(bare.length / 4) * 4, '=') !== text) throw new AppError('bytes.not_base64', 'not base64: wrong padding');
  return bytes;
}
