import { z } from 'zod';
import { AppError } from '../base/app-error.ts';
import type { Bytes } from '../base/bytes.ts';
import { openCaead, sealCaead } from '../crypto/caead.ts';
import { pae } from '../crypto/pae.ts';
import type { Random } from '../crypto/random.ts';
import { CREDENTIAL_KINDS } from '../domain/credential-kind.ts';
import { idOf, parseId } from './ids.ts';
import { header, instant, readStored, writeStored } from './json.ts';
import { line, lineOrEmpty, words } from './text.ts';

const LIMITS = { what: 'a directory record', maxBytes: 256 * 1024 };

const stepForm = z.strictObject({ text: words, detail: words, checkpoint: z.boolean() }).readonly();

const recordForm = z.discriminatedUnion('kind', [
  z
    .strictObject({
      ...header,
      kind: z.literal('credential'),
      title: line,
      system: lineOrEmpty,
      owner: lineOrEmpty,
      compartment: idOf('compartment'),
      credentialKind: z.enum(CREDENTIAL_KINDS),
      /** The ids of the fields that are filled in. */
      fields: z.array(line).max(60).readonly(),
      updatedAt: instant,
    })
    .readonly(),
  z.strictObject({ ...header, kind: z.literal('system'), name: line, owner: lineOrEmpty, note: words }).readonly(),
  z
    .strictObject({
      ...header,
      kind: z.literal('playbook'),
      title: line,
      compartment: idOf('compartment'),
      systems: z.array(line).max(50).readonly(),
      steps: z.array(stepForm).max(60).readonly(),
    })
    .readonly(),
  z
    .strictObject({ ...header, kind: z.literal('contact'), name: line, role: lineOrEmpty, reach: z.array(line).max(10).readonly() })
    .readonly(),
]);

type StoredRecord = z.infer<typeof recordForm>;
type WithoutHeader<T> = T extends unknown ? Omit<T, 'v' | 'suite'> : never;

/** What any member may read with one key: titles, playbooks, contacts. It holds no secret. */
export type DirectoryRecord = WithoutHeader<StoredRecord>;
/** A kind of record. */
export type DirectoryKind = DirectoryRecord['kind'];
/** The record of one kind. */
export type RecordOf<Kind extends DirectoryKind> = Extract<DirectoryRecord, { readonly kind: Kind }>;

/** A record as it is stored: its id and kind are readable and bound to it. */
export interface SealedDirectoryRecord {
  readonly id: string;
  readonly kind: DirectoryKind;
  readonly sealed: Bytes;
}

function aadOf(vault: string, id: string, kind: DirectoryKind): Bytes {
  return pae(['halligan/v1 directory', vault, id, kind]);
}

/** Seals a record under the directory key. Throws `format.malformed` for an id or a record that is not of its kind. */
export function sealRecord(input: {
  key: Uint8Array;
  vault: string;
  id: string;
  record: DirectoryRecord;
  random: Random;
}): SealedDirectoryRecord {
  const { key, vault, id, record, random } = input;
  const { kind } = record;
  parseId(kind, id);
  const bytes = writeStored<StoredRecord>({ v: 1, suite: 1, ...record }, recordForm, LIMITS);
  return { id, kind, sealed: sealCaead(key, bytes, aadOf(vault, id, kind), random) };
}

/**
 * The record. Throws `crypto.not_committed` or `crypto.did_not_open` when the key, the vault, the id or the kind is
 * another one or the bytes were changed, and `format.*` when what opens is not a record of its kind.
 */
export function openRecord(input: { key: Uint8Array; vault: string; sealed: SealedDirectoryRecord }): DirectoryRecord {
  const { key, vault, sealed } = input;
  const bytes = openCaead(key, sealed.sealed, aadOf(vault, sealed.id, sealed.kind));
  const { v: _version, suite: _suite, ...record } = readStored<StoredRecord>(bytes, recordForm, LIMITS);
  if (record.kind !== sealed.kind) {
    throw new AppError('format.malformed', 'a record of another kind', { detail: { what: 'a directory record', id: sealed.id } });
  }
  return record;
}
