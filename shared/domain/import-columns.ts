import { type Refused, refused } from './refused.ts';

/** What a column of a CSV file can be. The last eight are fields of a credential. */
const IMPORT_TARGETS = [
  'title',
  'system',
  'owner',
  'compartment',
  'kind',
  'address',
  'username',
  'password',
  'otpauth',
  'privateKey',
  'passphrase',
  'publicKey',
  'certificates',
  'codes',
  'text',
] as const;
/** What a column of a CSV file can hold. */
export type ImportTarget = (typeof IMPORT_TARGETS)[number];

/** For each column of the header what it is, or null to leave it out. */
export type ColumnMapping = readonly (ImportTarget | null)[];

/** Headers that the exports of the password managers in use have, in lower case without spaces and signs. */
const KNOWN_AS: Readonly<Record<ImportTarget, readonly string[]>> = {
  title: ['title', 'name', 'account', 'credential'],
  system: ['system', 'group', 'folder', 'host', 'application', 'service'],
  owner: ['owner', 'team', 'responsible'],
  compartment: ['compartment', 'vault'],
  kind: ['kind', 'type'],
  address: ['address', 'url', 'uri', 'loginuri', 'website', 'location'],
  username: ['username', 'user', 'login', 'loginname', 'loginusername', 'accountname', 'email'],
  password: ['password', 'loginpassword', 'pass', 'secret'],
  otpauth: ['otpauth', 'totp', 'logintotp', 'otp', 'otpsecret', 'onetimepassword', '2fa'],
  privateKey: ['privatekey', 'sshkey', 'key'],
  passphrase: ['passphrase', 'keypassphrase'],
  publicKey: ['publickey'],
  certificates: ['certificates', 'certificate', 'cert', 'chain'],
  codes: ['codes', 'recoverycodes', 'backupcodes'],
  text: ['text', 'note', 'notes', 'comment', 'comments', 'securenote', 'extra'],
};

/** What each column seems to be, by its header; each target once, at the first column that fits. */
export function guessColumns(header: readonly string[]): ColumnMapping {
  const taken = new Set<ImportTarget>();
  return header.map((name) => {
    const key = name
      .normalize('NFC')
      .toLowerCase()
      .replace(/[^\p{L}\p{N}]/gu, '');
    const target = IMPORT_TARGETS.find((one) => !taken.has(one) && KNOWN_AS[one].includes(key)) ?? null;
    if (target !== null) taken.add(target);
    return target;
  });
}

/** Null when a file with these columns can be read: it has a title, and something secret. */
export function columnsFault(mapping: ColumnMapping): Refused | null {
  if (!mapping.includes('title')) return refused('import.column_missing', { column: 'title' });
  const secret = (['password', 'otpauth', 'privateKey', 'codes', 'text'] as const).some((target) => mapping.includes(target));
  return secret ? null : refused('import.column_missing', { column: 'password' });
}

/** The headers that are left out, so that a person sees what would not be stored. */
export function columnsLeftOut(header: readonly string[], mapping: ColumnMapping): readonly string[] {
  return header.filter((_, i) => (mapping[i] ?? null) === null);
}
