/** A founding on its way, as the draft file keeps it from one start of the app to the next. */
import { basename } from 'node:path';
import { z } from 'zod';
import { AppError } from '../../shared/base/app-error.ts';
import { type Bytes, fromBase64url } from '../../shared/base/bytes.ts';
import { draftCompartment, draftMember } from '../../shared/contract/view.ts';
import type { FoundingProgress as FoundingState } from '../../shared/domain/founding.ts';
import { DRAFT_ENDING } from '../store/file/finish-founding.ts';
import type { VaultFile } from '../store/file/vault-file.ts';

const draftKey = z.strictObject({
  id: z.string(),
  label: z.string(),
  kind: z.enum(['fido2', 'simulated']),
  publicKey: z.string(),
  transports: z.array(z.string()),
  aaguid: z.string(),
  /** Stored JSON of the wrap. */
  wrap: z.string(),
});

const member = draftMember.extend({
  /** base64url; null until the first key is registered. */
  kemPublicKey: z.string().nullable(),
  signingPublicKey: z.string().nullable(),
  /** Stored JSON of the passphrase's parameters. */
  parameters: z.string().nullable(),
  keys: z.array(draftKey),
});

const form = z.strictObject({
  v: z.literal(1),
  name: z.string(),
  passphrase: z.boolean(),
  step: z.enum(['name', 'members', 'keys', 'rules', 'sign', 'rehearse', 'done']),
  members: z.array(member),
  compartments: z.array(draftCompartment),
  /** base64url of the charter's bytes, once it was made for the signatures. */
  charter: z.string().nullable(),
  signatures: z.array(z.strictObject({ member: z.string(), signature: z.string() })),
  proven: z.array(z.string()),
  rehearsed: z.boolean(),
});

/** The whole draft as it is stored. Signatures, proven members and `rehearsed` count for `charter` alone; binary values are base64url. */
export type FoundingDraft = z.infer<typeof form>;
/** A founder with the keys registered so far. Public keys are null until the first one. */
export type FoundingMember = FoundingDraft['members'][number];
/** A founder's registered key, with the member's seed wrapped under it. */
export type FoundingKey = z.infer<typeof draftKey>;

const STEP = 'founding';

/** An empty draft of this name, at its first step. */
export function newDraft(name: string): FoundingDraft {
  return {
    v: 1,
    name,
    passphrase: false,
    step: 'name',
    members: [],
    compartments: [],
    charter: null,
    signatures: [],
    proven: [],
    rehearsed: false,
  };
}

/** The row that stores a draft. Throws zod's error for a draft that is not of the form. */
export function writeDraft(draft: FoundingDraft): { readonly step: string; readonly json: string } {
  return { step: STEP, json: JSON.stringify(form.parse(draft)) };
}

/**
 * The draft in the file; one that has its name alone where the app was killed between making the file and the first step.
 * Throws `vault.damaged` when the file holds no draft that can be read.
 */
export function readDraft(file: VaultFile): FoundingDraft {
  const json = file.read.drafts.get(STEP);
  if (json === null) {
    if (hasBegun(file)) throw new AppError('vault.damaged', 'the founding has no draft');
    return newDraft(basename(file.path, DRAFT_ENDING));
  }
  try {
    return form.parse(JSON.parse(json));
  } catch (cause) {
    throw new AppError('vault.damaged', 'the draft of this founding cannot be read', { cause });
  }
}

/** The first step is written together with its draft. */
function hasBegun({ entries }: VaultFile): boolean {
  return entries.logs().some(({ origin }) => [...entries.newestFirst(origin)].some(({ entry }) => entry.act === 'founding.start'));
}

/** The draft in the form that the domain judges. */
export function asState(draft: FoundingDraft): FoundingState {
  return {
    name: draft.name,
    members: draft.members.map(({ id, name, roles, keys }) => ({
      id,
      name,
      roles,
      keys,
      signed: draft.signatures.some((one) => one.member === id),
      proven: draft.proven.includes(id),
    })),
    compartments: draft.compartments,
    rehearsed: draft.rehearsed,
  };
}

/** The draft without its charter, signatures and rehearsal, which a change of its content makes void. */
export function unsigned(draft: FoundingDraft): FoundingDraft {
  return { ...draft, charter: null, signatures: [], proven: [], rehearsed: false };
}

/** The charter's bytes that a draft keeps, or null. */
export function draftCharter(draft: FoundingDraft): Bytes | null {
  return draft.charter === null ? null : fromBase64url(draft.charter);
}
