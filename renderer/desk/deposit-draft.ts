import type { DirectoryRow } from '../../shared/contract/calls.ts';
import type { CredentialKind } from '../../shared/domain/credential-kind.ts';
import { missingFields } from '../../shared/domain/credential-kind.ts';
import { otpauthFromSecret, parseOtpauth } from '../../shared/domain/otpauth-uri.ts';

export interface Extra {
  /** Tells them apart on the screen. */
  readonly key: number;
  readonly label: string;
  readonly value: string;
}

export interface PickedFile {
  readonly token: string;
  readonly name: string;
  readonly size: number;
}

/** What stands in the form. It lives in that one component and goes with it. */
export interface DepositDraft {
  readonly kind: CredentialKind;
  readonly compartment: string;
  readonly title: string;
  readonly system: string;
  readonly owner: string;
  readonly fields: Readonly<Record<string, string>>;
  readonly extra: readonly Extra[];
  readonly file: PickedFile | null;
}

/** An empty form, or that of the next version of a credential: what it is called stays, what it holds does not. */
export function emptyDeposit(replaces: DirectoryRow | null, compartment: string): DepositDraft {
  const nothing = { fields: {}, extra: [], file: null };
  if (replaces === null) return { kind: 'login', compartment, title: '', system: '', owner: '', ...nothing };
  const { kind, title, system, owner } = replaces;
  return { kind, compartment: replaces.compartment, title, system, owner, ...nothing };
}

/** The same without anything secret, for once it is stored. */
export function withoutSecrets(draft: DepositDraft): DepositDraft {
  return { ...draft, fields: {}, extra: [], file: null };
}

/** Ids of what is still to be filled in: `title`, `system`, `file`, or a field of the kind. */
export function missingIn(draft: DepositDraft): readonly string[] {
  const named = (['title', 'system'] as const).filter((part) => draft[part].trim() === '');
  if (draft.kind === 'file') return draft.file === null ? [...named, 'file'] : named;
  const filled = draft.extra.some((one) => one.label.trim() !== '' && one.value !== '');
  const other = filled || (draft.fields['otpauth'] ?? '').trim() !== '';
  const fields = missingFields(draft.kind, draft.fields).filter((id) => !(draft.kind === 'login' && id === 'password' && other));
  return [...named, ...fields];
}

/** True once anything was typed that leaving would lose. */
export function holdsSecrets(draft: DepositDraft): boolean {
  return draft.file !== null || draft.extra.some((one) => one.value !== '') || Object.values(draft.fields).some((value) => value !== '');
}

/** An otpauth address as it is stored: as pasted, or made of a bare Base32 secret. Null when it is neither. */
export function otpauthOf(text: string, title: string): string | null {
  const pasted = text.trim();
  if (parseOtpauth(pasted) !== null) return pasted;
  return otpauthFromSecret(pasted, title.trim() === '' ? 'Halligan' : title.trim());
}

/** What the strongroom gets. A file's contents come by another way. */
export function plaintextOf(draft: DepositDraft): { fields: Record<string, string>; extra: { label: string; value: string }[] } {
  if (draft.kind === 'file') return { fields: {}, extra: [] };
  const otpauth = draft.fields['otpauth'] ?? '';
  const fields = { ...draft.fields, ...(otpauth.trim() === '' ? {} : { otpauth: otpauthOf(otpauth, draft.title) ?? otpauth }) };
  const extra = draft.kind === 'login' ? draft.extra.filter((one) => one.label.trim() !== '' && one.value !== '') : [];
  return { fields, extra: extra.map(({ label, value }) => ({ label: label.trim(), value })) };
}
