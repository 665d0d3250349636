/** A credential's content as named fields: what the screens list, reveal one by one, and fill in. */
import { AppError } from '../../shared/base/app-error.ts';
import type { FieldOutline } from '../../shared/contract/strongroom-calls.ts';
import type { CredentialContent } from '../../shared/format/credential-content.ts';

interface Field extends Omit<FieldOutline, 'value'> {
  readonly value: string;
}

const field = (id: string, secret: boolean, multiline: boolean, value: string): Field => ({ id, label: null, secret, multiline, value });

/** Every field that is filled in, in the order in which people need it. */
export function fieldsOf(content: CredentialContent): readonly Field[] {
  const all = everyField(content);
  return all.filter(({ value }) => value !== '');
}

function everyField(content: CredentialContent): readonly Field[] {
  switch (content.kind) {
    case 'login':
      return [
        field('address', false, false, content.address),
        field('username', false, false, content.username),
        field('password', true, false, content.password),
        ...content.extra.map(
          ({ label, value, secret }, i): Field => ({ id: `extra.${i}`, label, secret, multiline: value.includes('\n'), value }),
        ),
        field('otpauth', true, false, content.otpauth ?? ''),
      ];
    case 'totp':
      return [field('otpauth', true, false, content.otpauth)];
    case 'ssh-key':
      return [
        field('publicKey', false, true, content.publicKey),
        field('privateKey', true, true, content.privateKey),
        field('passphrase', true, false, content.passphrase),
      ];
    case 'x509':
      return [field('certificates', false, true, content.certificates), field('privateKey', true, true, content.privateKey)];
    case 'recovery-codes':
      return [field('codes', true, true, content.codes.join('\n'))];
    case 'note':
      return [field('text', true, true, content.text)];
    case 'file':
      return [
        field('name', false, false, content.name),
        field('size', false, false, String(content.size)),
        field('sha256', false, false, content.sha256),
      ];
  }
}

/** Throws `window.unknown_field`. */
export function fieldOf(content: CredentialContent, id: string): Field {
  const found = fieldsOf(content).find((candidate) => candidate.id === id);
  if (found === undefined) throw new AppError('window.unknown_field', 'this credential has no such field');
  return found;
}

/** The otpauth URI behind a one-time code, else null. */
export function codeSource(content: CredentialContent): string | null {
  return content.kind === 'login' || content.kind === 'totp' ? content.otpauth : null;
}

export interface TypedExtra {
  readonly label: string;
  readonly value: string;
}

function lines(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

/**
 * The content that a person typed or imported. Throws `deposit.field_missing` (detail `field`) for a missing field that this
 * kind needs. Files are read by `storeCredential`.
 */
export function contentFrom(
  kind: Exclude<CredentialContent['kind'], 'file'>,
  fields: Readonly<Record<string, string>>,
  extra: readonly TypedExtra[],
): CredentialContent {
  const text = (id: string) => fields[id] ?? '';
  const need = (id: string) => {
    if (text(id).trim() === '') throw new AppError('deposit.field_missing', `${kind} without ${id}`, { detail: { field: id } });
    return text(id);
  };
  switch (kind) {
    case 'login': {
      const more = extra.filter(({ value }) => value !== '').map(({ label, value }) => ({ label, value, secret: true }));
      const otpauth = text('otpauth').trim();
      if (text('password') === '' && otpauth === '' && more.length === 0)
        throw new AppError('deposit.field_missing', 'a login without a secret', { detail: { field: 'password' } });
      return {
        kind,
        address: text('address'),
        username: text('username'),
        password: text('password'),
        otpauth: otpauth === '' ? null : otpauth,
        extra: more,
      };
    }
    case 'totp':
      return { kind, otpauth: need('otpauth').trim() };
    case 'ssh-key':
      return { kind, privateKey: need('privateKey'), passphrase: text('passphrase'), publicKey: text('publicKey') };
    case 'x509':
      return { kind, privateKey: need('privateKey'), certificates: text('certificates') };
    case 'recovery-codes': {
      const codes = lines(need('codes'));
      if (codes.length > 200)
        throw new AppError('format.too_large', 'at most 200 recovery codes', { detail: { what: 'recovery codes', why: 'at most 200' } });
      return { kind, codes };
    }
    case 'note':
      return { kind, text: need('text') };
  }
}
