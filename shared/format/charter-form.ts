import { z } from 'zod';
import { SEAL_OVERHEAD } from '../crypto/kem.ts';
import { SIGNING_PUBLIC_KEY_BYTES } from '../crypto/sign.ts';
import { KEM_PUBLIC_KEY_BYTES } from '../crypto/xwing.ts';
import { ROLES } from '../domain/member.ts';
import { binary, binaryUpTo } from './binary.ts';
import { DIRECTORY_KEY_BYTES } from './directory-key.ts';
import { idOf, keyId } from './ids.ts';
import { count, header, instant } from './json.ts';
import { passphraseForm } from './passphrase.ts';
import { pathForm, ruleForm } from './rule-form.ts';
import { line, someWords, words } from './text.ts';
import { wrapForm } from './wrap.ts';

const HASH_BYTES = 32;
const MOST = { members: 64, keys: 8, compartments: 64, overrides: 64, coseBytes: 2048, transports: 8 };
const LEAST_SHARE_BYTES = 32 + SEAL_OVERHEAD;

const keyForm = z
  .strictObject({
    id: keyId,
    /** What is written on it: "1", "2". */
    label: line,
    kind: z.enum(['fido2', 'simulated']),
    /** COSE, base64url. */
    publicKey: binaryUpTo(MOST.coseBytes),
    transports: z
      .array(z.string().regex(/^[a-z][a-z-]{0,31}$/))
      .max(MOST.transports)
      .readonly(),
    aaguid: z.string().regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/),
    wrap: wrapForm,
  })
  .readonly();

const memberForm = z
  .strictObject({
    id: idOf('member'),
    name: line,
    /** In the order of `ROLES`. */
    roles: z.array(z.enum(ROLES)).min(1).max(ROLES.length).readonly(),
    kemPublicKey: binary(KEM_PUBLIC_KEY_BYTES),
    signingPublicKey: binary(SIGNING_PUBLIC_KEY_BYTES),
    passphrase: passphraseForm.nullable(),
    keys: z.array(keyForm).min(1).max(MOST.keys).readonly(),
  })
  .readonly();

const policyForm = z
  .strictObject({
    maxWindowMinutes: z.int(),
    lapseMinutes: z.int(),
    idleSeconds: z.int(),
    requesterMayApprove: z.boolean(),
    drillEveryDays: z.int(),
    proveEveryDays: z.int(),
    rotateWithinHours: z.int(),
  })
  .readonly();

const shareForm = z
  .strictObject({
    path: pathForm,
    member: idOf('member'),
    commitment: binary(HASH_BYTES),
    /** Its exact length depends on the rule and is checked when it is opened. */
    sealed: binaryUpTo(2048).refine((text) => text.length >= Math.ceil((LEAST_SHARE_BYTES * 4) / 3), 'too short for a share'),
  })
  .readonly();

const compartmentForm = z
  .strictObject({
    id: idOf('compartment'),
    name: line,
    /** What everyone may read while it is sealed. */
    summary: words,
    kind: z.enum(['real', 'decoy']),
    /** The real twin of a decoy, else null. */
    decoyOf: idOf('compartment').nullable(),
    publicKey: binary(KEM_PUBLIC_KEY_BYTES),
    rule: ruleForm,
    policy: policyForm,
    generation: count,
    shares: z.array(shareForm).min(1).readonly(),
  })
  .readonly();

/** The directory key, sealed to every member in the order of `members`. */
const directoryForm = z
  .strictObject({
    generation: count,
    sealed: z
      .array(z.strictObject({ member: idOf('member'), sealed: binary(DIRECTORY_KEY_BYTES + SEAL_OVERHEAD) }).readonly())
      .max(MOST.members)
      .readonly(),
  })
  .readonly();

const overrideForm = z.strictObject({ compartment: idOf('compartment'), sentence: someWords }).readonly();

/** The form of a charter's stored JSON, fields in their written order (FORMAT.md §6). */
export const charterForm = z
  .strictObject({
    ...header,
    vault: idOf('vault'),
    name: line,
    kind: z.enum(['real', 'practice']),
    version: count,
    /** base64url SHA-256 of the bytes of the version before; null exactly in version 1. */
    previous: binary(HASH_BYTES).nullable(),
    createdAt: instant,
    members: z.array(memberForm).min(1).max(MOST.members).readonly(),
    directory: directoryForm,
    compartments: z.array(compartmentForm).min(1).max(MOST.compartments).readonly(),
    /** Who may sign the next version. */
    amendment: ruleForm,
    overrides: z.array(overrideForm).max(MOST.overrides).readonly(),
  })
  .readonly();

/** A parsed charter. Binary fields are base64url; it is frozen, and never written again: keep its bytes. */
export type Charter = z.infer<typeof charterForm>;
/** A member as the charter has them. */
export type CharterMember = z.infer<typeof memberForm>;
/** A security key as the charter has it. */
export type CharterKey = z.infer<typeof keyForm>;
/** A compartment as the charter has it. */
export type CharterCompartment = z.infer<typeof compartmentForm>;
/** One custodian's part of a compartment's seed, as stored. */
export type ShareLeaf = z.infer<typeof shareForm>;
