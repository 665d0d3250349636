import { z } from 'zod';
import { AppError } from '../base/app-error.ts';
import { type Bytes, fromBase64url } from '../base/bytes.ts';
import { portableSha256 } from '../crypto/hash.ts';
import { pae } from '../crypto/pae.ts';
import { ORDINARY_WAYS, REQUEST_KINDS } from '../domain/request.ts';
import { binary } from './binary.ts';
import { idOf } from './ids.ts';
import { count, header, instant, readStored, writeStored } from './json.ts';
import { line, someWords } from './text.ts';

const LIMITS = { what: 'a request', maxBytes: 64 * 1024 };
const HASH_BYTES = 32;

function distinct<T>(values: readonly T[]): boolean {
  return new Set(values).size === values.length;
}

const ask = {
  id: idOf('request'),
  vault: idOf('vault'),
  charterVersion: count,
  /** `charterHash(bytes)` of the charter in force. */
  charterHash: binary(HASH_BYTES),
} as const;
const minutes = z.int().min(1).max(480);
const times = { declaredAt: instant, lapsesAt: instant, station: idOf('station') } as const;

const unsealForm = z
  .strictObject({
    ...header,
    kind: z.enum(REQUEST_KINDS),
    ...ask,
    incident: line,
    reason: someWords,
    compartments: z.array(idOf('compartment')).min(1).max(64).refine(distinct, 'a compartment twice').readonly(),
    systems: z.array(line).max(50).readonly(),
    operator: idOf('member'),
    requester: idOf('member').nullable(),
    minutes,
    ways: z
      .array(z.strictObject({ way: z.enum(ORDINARY_WAYS), failed: z.boolean() }).readonly())
      .refine((ways) => distinct(ways.map(({ way }) => way)), 'a way twice')
      .readonly(),
    ...times,
  })
  .readonly();

const extendForm = z
  .strictObject({
    ...header,
    kind: z.literal('extend'),
    ...ask,
    /** The request whose window this one would lengthen, and SHA-256 of its bytes. */
    of: idOf('request'),
    ofHash: binary(HASH_BYTES),
    reason: someWords,
    requester: idOf('member').nullable(),
    minutes,
    ...times,
  })
  .readonly();

const requestForm = z
  .union([unsealForm, extendForm])
  .refine(({ declaredAt, lapsesAt }) => lapsesAt > declaredAt, 'it lapses before it is declared');

/** A request to open compartments, as it is stored and approved. */
export type StoredUnsealRequest = z.infer<typeof unsealForm>;
/** A request to lengthen an open window. */
export type StoredExtendRequest = z.infer<typeof extendForm>;
/** A request as custodians sign it. */
export type StoredRequest = StoredUnsealRequest | StoredExtendRequest;

/** The bytes of a request, to be kept and approved as they are. Throws `format.malformed` for what a reader would refuse. */
export function encodeRequest(request: StoredRequest): Bytes {
  return writeStored<StoredRequest>(request, requestForm, LIMITS);
}

/** The request that these bytes are; else throws `format.*`. */
export function parseRequest(bytes: Uint8Array): StoredRequest {
  return readStored<StoredRequest>(bytes, requestForm, LIMITS);
}

/**
 * What a scope asks of its approvers, as 32 bytes: the charter in force, which holds rules and policies, and the
 * compartments, in any order. Throws `format.malformed` for an empty scope or one with a compartment twice.
 */
export function policyHash(scope: { vault: string; charterVersion: number; charterHash: string; compartments: readonly string[] }): Bytes {
  const { vault, charterVersion, charterHash, compartments } = scope;
  if (compartments.length === 0 || !distinct(compartments)) {
    throw new AppError('format.malformed', 'a scope names each of its compartments once', { detail: { what: 'a scope' } });
  }
  const ascending = compartments.toSorted((a, b) => (a < b ? -1 : 1));
  return portableSha256(pae(['halligan/v1 policy', vault, String(charterVersion), fromBase64url(charterHash), ...ascending]));
}

/** The WebAuthn challenge of an approval, 32 bytes: a touch that signs it approves exactly these bytes under that policy. */
export function approvalChallenge(requestBytes: Uint8Array, policy: Uint8Array): Bytes {
  return portableSha256(pae(['halligan/v1 approval', parseRequest(requestBytes).vault, requestBytes, policy]));
}
