/** Deposits in, and out again one field at a time. Reading one credential decrypts one credential. */
import { open } from 'node:fs/promises';
import { basename } from 'node:path';
import { AppError } from '../../shared/base/app-error.ts';
import { type Bytes, copyOf, utf8 } from '../../shared/base/bytes.ts';
import type { StoredCredential, StrongroomCalls } from '../../shared/contract/strongroom-calls.ts';
import { type CredentialHead, openCredential, type SealedCredential, sealCredential } from '../../shared/format/credential.ts';
import { type CredentialContent, MAX_FILE_BYTES } from '../../shared/format/credential-content.ts';
import { describeFile, openChunks, sealChunks } from '../../shared/format/credential-file.ts';
import { codeSource, contentFrom, fieldOf, fieldsOf, type TypedExtra } from './content-fields.ts';
import { sealReveal } from './envelopes.ts';
import { checkOtpauth, oneTimeCode } from './one-time-code.ts';
import { publicKeyBytes, random, type StrongroomState } from './strongroom-state.ts';

type In<Name extends keyof StrongroomCalls> = StrongroomCalls[Name]['input'];
type Out<Name extends keyof StrongroomCalls> = StrongroomCalls[Name]['output'];
export type DepositPlace = Pick<In<'credential.store'>, 'credential' | 'version' | 'compartment' | 'kind' | 'member' | 'at'>;

export async function storeCredential(state: StrongroomState, input: In<'credential.store'>): Promise<Out<'credential.store'>> {
  const typed = await state.envelopes.openJson(input.envelope, 'deposit');
  if (input.kind === 'file') {
    if (input.path === null) throw new AppError('deposit.field_missing', 'a file deposit without a file', { detail: { field: 'file' } });
    const contents = await readWhole(input.path);
    const file = describeFile(basename(input.path), contents, random);
    const stored = sealContent(state, input, file);
    const place = headOf(state, stored);
    return { stored, chunks: [...sealChunks({ place, file, contents, random })], fields: fieldsOf(file).map(({ id }) => id) };
  }
  const content = contentFrom(input.kind, fieldsIn(typed['fields']), extrasIn(typed['extra']));
  return { stored: sealContent(state, input, content), chunks: [], fields: fieldsOf(content).map(({ id }) => id) };
}

/** Seals what is no secret: decoys and practice samples. */
export function sampleCredential(state: StrongroomState, input: In<'credential.sample'>): Out<'credential.sample'> {
  if (input.kind === 'file') throw new AppError('deposit.field_missing', 'a sample is no file', { detail: { field: 'file' } });
  const content = contentFrom(input.kind, input.fields, []);
  return { stored: sealContent(state, input, content), fields: fieldsOf(content).map(({ id }) => id) };
}

/** Seals content to its compartment and signs it as the member at the desk. */
export function sealContent(state: StrongroomState, deposit: DepositPlace, content: CredentialContent): StoredCredential {
  const source = codeSource(content);
  if (source !== null) checkOtpauth(source);
  const head: CredentialHead = {
    vault: state.charter().vault,
    compartment: deposit.compartment,
    id: deposit.credential,
    version: deposit.version,
    kind: deposit.kind,
    depositor: deposit.member,
    depositedAt: deposit.at,
  };
  const result = sealCredential({
    head,
    content,
    random,
    compartmentPublicKey: publicKeyBytes(state.compartment(deposit.compartment).publicKey),
    signingSecretKey: state.depositor(deposit.member).signing.secretKey,
  });
  const { vault: _, ...kept } = head;
  return { ...kept, sealed: result.sealed, signature: result.signature };
}

export function outlineOf(state: StrongroomState, { stored }: In<'credential.outline'>): Out<'credential.outline'> {
  const content = openStored(state, stored);
  const fields = fieldsOf(content).map(({ value, ...outline }) => ({ ...outline, value: outline.secret ? null : value }));
  return { fields, code: codeSource(content) !== null, depositor: stored.depositor };
}

export async function revealField(
  state: StrongroomState,
  { stored, field, to }: In<'credential.reveal'>,
): Promise<Out<'credential.reveal'>> {
  const value = utf8(fieldOf(openStored(state, stored), field).value);
  try {
    return { sealed: await sealReveal(to, value) };
  } finally {
    value.fill(0);
  }
}

export function plainField(state: StrongroomState, { stored, field }: In<'credential.plain'>): Out<'credential.plain'> {
  return { value: fieldOf(openStored(state, stored), field).value };
}

export function oneTimeCodeOf(state: StrongroomState, { stored, now }: In<'credential.code'>): Out<'credential.code'> {
  const source = codeSource(openStored(state, stored));
  if (source === null) throw new AppError('window.unknown_field', 'this credential has no one-time code');
  return oneTimeCode(source, now);
}

export function fileOf(state: StrongroomState, { stored, chunks }: In<'credential.file'>): Out<'credential.file'> {
  const content = openStored(state, stored);
  if (content.kind !== 'file') throw new AppError('window.unknown_field', 'this credential is no file');
  return { name: content.name, bytes: openChunks({ place: headOf(state, stored), file: content, chunks }) };
}

function headOf(state: StrongroomState, { sealed: _sealed, signature: _signature, ...head }: StoredCredential): CredentialHead {
  return { vault: state.charter().vault, ...head };
}

function openStored(state: StrongroomState, stored: StoredCredential): CredentialContent {
  const keys = state.open.get(stored.compartment);
  if (keys === undefined) throw new AppError('window.closed', 'this compartment is sealed');
  const credential: SealedCredential = { head: headOf(state, stored), sealed: copyOf(stored.sealed), signature: copyOf(stored.signature) };
  const signingPublicKeyOf = (member: string) => {
    const found = state.charter().members.find(({ id }) => id === member);
    return found === undefined ? undefined : publicKeyBytes(found.signingPublicKey);
  };
  return openCredential({ credential, compartmentSecretKey: keys.secretKey, signingPublicKeyOf });
}

async function readWhole(path: string): Promise<Bytes> {
  try {
    const handle = await open(path, 'r');
    try {
      const { size } = await handle.stat();
      if (size > MAX_FILE_BYTES)
        throw new AppError('deposit.file_too_large', 'a file has at most 16 MiB', { detail: { size, most: MAX_FILE_BYTES } });
      return copyOf(await handle.readFile());
    } finally {
      await handle.close();
    }
  } catch (cause) {
    if (cause instanceof AppError) throw cause;
    throw new AppError('deposit.file_unreadable', 'this file cannot be read', { cause });
  }
}

function fieldsIn(value: unknown): Readonly<Record<string, string>> {
  if (typeof value !== 'object' || value === null) throw new AppError('strongroom.bad_envelope', 'a deposit has fields');
  const entries = Object.entries(value).filter((entry): entry is [string, string] => typeof entry[1] === 'string');
  return Object.fromEntries(entries);
}

function extrasIn(value: unknown): readonly TypedExtra[] {
  if (!Array.isArray(value)) return [];
  return value.filter((one): one is TypedExtra => typeof one?.label === 'string' && typeof one?.value === 'string' && one.label !== '');
}
