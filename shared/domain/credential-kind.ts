/** The kinds of credential, in the order in which people choose from them. */
export const CREDENTIAL_KINDS = ['login', 'totp', 'ssh-key', 'x509', 'recovery-codes', 'note', 'file'] as const;
/** A kind of credential. */
export type CredentialKind = (typeof CREDENTIAL_KINDS)[number];

/** One field of a kind. Its label is the catalogue's; `id` is the name that the stored credential has for it. */
export interface CredentialField {
  readonly id: string;
  /** Shown by a reveal alone, one at a time, and exposed by it. */
  readonly secret: boolean;
  readonly multiline: boolean;
  /** A deposit without it is refused. */
  readonly required: boolean;
  /** Its secret can do its work without being seen, which exposes nothing: a one-time code. */
  readonly usedUnseen: boolean;
}

function field(id: string, traits: Partial<Omit<CredentialField, 'id'>> = {}): CredentialField {
  return Object.freeze({ secret: false, multiline: false, required: false, usedUnseen: false, ...traits, id });
}

/** What a kind holds, in the order of the screen. A login may have further, named fields besides these. */
export const CREDENTIAL_FIELDS: Readonly<Record<CredentialKind, readonly CredentialField[]>> = {
  login: [
    field('address'),
    field('username'),
    field('password', { secret: true, required: true }),
    field('otpauth', { secret: true, usedUnseen: true }),
  ],
  totp: [field('otpauth', { secret: true, required: true, usedUnseen: true })],
  'ssh-key': [
    field('privateKey', { secret: true, multiline: true, required: true }),
    field('passphrase', { secret: true }),
    field('publicKey', { multiline: true }),
  ],
  x509: [field('privateKey', { secret: true, multiline: true, required: true }), field('certificates', { multiline: true })],
  'recovery-codes': [field('codes', { secret: true, multiline: true, required: true })],
  note: [field('text', { secret: true, multiline: true, required: true })],
  // Its contents are saved, never shown.
  file: [field('name', { required: true }), field('size', { required: true }), field('sha256', { required: true })],
};

/** The field of that id, or null: a login's own extra fields are not known here. */
export function credentialField(kind: CredentialKind, id: string): CredentialField | null {
  return CREDENTIAL_FIELDS[kind].find((one) => one.id === id) ?? null;
}

/** The required fields of a kind that `values` leaves blank. */
export function missingFields(kind: CredentialKind, values: Readonly<Record<string, string>>): readonly string[] {
  return CREDENTIAL_FIELDS[kind].filter((one) => one.required && (values[one.id] ?? '').trim() === '').map((one) => one.id);
}
