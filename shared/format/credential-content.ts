import { z } from 'zod';
import { type Bytes, fromBase64url } from '../base/bytes.ts';
import { wipe } from '../crypto/wipe.ts';
import type { CredentialKind } from '../domain/credential-kind.ts';
import { binary } from './binary.ts';
import { header, readStored, writeStored } from './json.ts';
import { pad, unpad } from './padding.ts';
import { line } from './text.ts';

const LIMITS = { what: 'a credential', maxBytes: 1024 * 1024 };
const MAX_TEXT_LENGTH = 262_144;
/** The largest file that can be deposited. */
export const MAX_FILE_BYTES = 16 * 1024 * 1024;
/** How much of a file is sealed at a time. */
export const CHUNK_BYTES = 65_536;
/** The most chunks of a file. */
const MAX_CHUNKS = MAX_FILE_BYTES / CHUNK_BYTES;

const text = z
  .string()
  .max(MAX_TEXT_LENGTH)
  .refine((value) => value.isWellFormed(), 'not well-formed text');
const otpauth = text.refine((value) => value.startsWith('otpauth://'), 'not an otpauth URI');

const forms = {
  login: z.strictObject({
    ...header,
    kind: z.literal('login'),
    address: text,
    username: text,
    password: text,
    otpauth: otpauth.nullable(),
    extra: z
      .array(z.strictObject({ label: line, value: text, secret: z.boolean() }).readonly())
      .max(50)
      .readonly(),
  }),
  totp: z.strictObject({ ...header, kind: z.literal('totp'), otpauth }),
  'ssh-key': z.strictObject({ ...header, kind: z.literal('ssh-key'), privateKey: text, passphrase: text, publicKey: text }),
  x509: z.strictObject({ ...header, kind: z.literal('x509'), privateKey: text, certificates: text }),
  'recovery-codes': z.strictObject({
    ...header,
    kind: z.literal('recovery-codes'),
    codes: z.array(line).min(1).max(200).readonly(),
  }),
  note: z.strictObject({ ...header, kind: z.literal('note'), text }),
  file: z.strictObject({
    ...header,
    kind: z.literal('file'),
    name: line,
    /** Bytes of the contents, their SHA-256, in how many chunks they lie, and the key of these. */
    size: z.int().min(0).max(MAX_FILE_BYTES),
    sha256: binary(32),
    chunks: z.int().min(1).max(MAX_CHUNKS),
    key: binary(32),
  }),
} as const satisfies Record<CredentialKind, z.ZodType>;

const contentForm = z.discriminatedUnion('kind', [
  forms.login.readonly(),
  forms.totp.readonly(),
  forms['ssh-key'].readonly(),
  forms.x509.readonly(),
  forms['recovery-codes'].readonly(),
  forms.note.readonly(),
  forms.file.readonly(),
]);

type StoredContent = z.infer<typeof contentForm>;
type WithoutHeader<T> = T extends unknown ? Omit<T, 'v' | 'suite'> : never;

/** What a credential holds, by kind (FORMAT.md §8). All of it is secret until the domain says which field may be shown. */
export type CredentialContent = WithoutHeader<StoredContent>;
/** The content of one kind. */
export type ContentOf<Kind extends CredentialKind> = Extract<CredentialContent, { readonly kind: Kind }>;
/** A file's contents lie apart, in chunks; this is what its credential holds. */
export type FileContent = ContentOf<'file'>;

/** The padded plaintext. Throws `format.malformed` for content that is not of its kind, `format.too_large` over 1 MiB. */
export function encodeContent(content: CredentialContent): Bytes {
  const bytes = writeStored<StoredContent>({ v: 1, suite: 1, ...content }, contentForm, LIMITS);
  const padded = pad(bytes);
  wipe(bytes);
  return padded;
}

/** The content of exactly such a plaintext; else throws `format.*`. */
export function parseContent(padded: Bytes): CredentialContent {
  const bytes = unpad(padded);
  const { v: _version, suite: _suite, ...content } = readStored<StoredContent>(bytes, contentForm, LIMITS);
  wipe(bytes);
  return content;
}

/** The content key of a file's chunks: 32 bytes. */
export function fileKey(content: FileContent): Bytes {
  return fromBase64url(content.key);
}
