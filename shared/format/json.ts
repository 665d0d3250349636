import { z } from 'zod';
import { AppError } from '../base/app-error.ts';
import { type Bytes, fromUtf8, utf8 } from '../base/bytes.ts';

/** Version and suite of every stored JSON, as its first two fields. */
const VERSION = 1;
const SUITE = 1;
export const header = { v: z.literal(VERSION), suite: z.literal(SUITE) } as const;

export const instant = z.int().nonnegative();
export const count = z.int().min(1);

/** What a stored JSON is called in errors, and the most bytes it may have. */
export interface StoredLimits {
  readonly what: string;
  readonly maxBytes: number;
}

function refuse(
  code: 'format.malformed' | 'format.not_canonical' | 'format.too_large',
  what: string,
  why: string,
  cause?: unknown,
): AppError {
  return new AppError(code, `${what}: ${why}`, { cause, detail: { what, why } });
}

function parseJson(text: string, what: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw refuse('format.malformed', what, 'not JSON', cause);
  }
}

function whereAndWhy(error: z.ZodError): string {
  const [issue] = error.issues;
  return issue === undefined ? 'not of its form' : `${issue.path.join('.') || 'the whole'}: ${issue.message}`;
}

function matchForm<T>(value: unknown, form: z.ZodType<T>, what: string): T {
  const result = form.safeParse(value);
  if (result.success) return result.data;
  throw refuse('format.malformed', what, whereAndWhy(result.error));
}

const headForm = z.looseObject({ v: z.unknown(), suite: z.unknown() });

/** Looked at before anything else: what a later version wrote is no damage, and its sentence is another one. */
function checkHeader(value: unknown, what: string): void {
  const { v, suite } = matchForm(value, headForm, what);
  if (v !== VERSION)
    throw new AppError('format.unknown_version', `${what}: version ${String(v)}`, { detail: { what, version: String(v) } });
  if (suite !== SUITE)
    throw new AppError('format.unknown_suite', `${what}: suite ${String(suite)}`, { detail: { what, suite: String(suite) } });
}

function read<T>(bytes: Uint8Array, form: z.ZodType<T>, limits: StoredLimits, check: (value: unknown, what: string) => void): T {
  const { what, maxBytes } = limits;
  if (bytes.length > maxBytes) throw refuse('format.too_large', what, `more than ${maxBytes} bytes`);
  const text = fromUtf8(bytes);
  const value = parseJson(text, what);
  check(value, what);
  const parsed = matchForm(value, form, what);
  // Duplicate fields, another order, white space, 1.0, -0 and needless escapes all differ from what a writer makes.
  if (JSON.stringify(parsed) !== text) throw refuse('format.not_canonical', what, 'not the bytes that its content is written as');
  return parsed;
}

/**
 * The value of stored JSON (FORMAT.md §1). Throws `format.too_large`, `bytes.not_utf8`, `format.malformed`,
 * `format.unknown_version`, `format.unknown_suite`, `format.not_canonical`. `form` begins with `header`, is strict, and
 * has its fields in their written order.
 */
export function readStored<T>(bytes: Uint8Array, form: z.ZodType<T>, limits: StoredLimits): T {
  return read(bytes, form, limits, checkHeader);
}

/** As `readStored`, for a part that is stored by itself before the whole exists, so without version and suite. */
export function readPart<T>(bytes: Uint8Array, form: z.ZodType<T>, limits: StoredLimits): T {
  return read(bytes, form, limits, () => {});
}

/**
 * The bytes of `value`: made once, then kept as they are. The fields may come in any order. Throws `format.malformed`
 * for a value that a reader would refuse and `format.too_large`.
 */
export function writeStored<T>(value: T, form: z.ZodType<T>, limits: StoredLimits): Bytes {
  const bytes = utf8(JSON.stringify(matchForm(value, form, limits.what)));
  if (bytes.length > limits.maxBytes) throw refuse('format.too_large', limits.what, `more than ${limits.maxBytes} bytes`);
  return bytes;
}
