import { z } from 'zod';
import { copyOf, toBase64url, utf8 } from '../../../shared/base/bytes.ts';
import { openCaead } from '../../../shared/crypto/caead.ts';
import { openSealed } from '../../../shared/crypto/kem.ts';
import { CREDENTIAL_KINDS } from '../../../shared/domain/credential-kind.ts';
import { charterHash } from '../../../shared/format/charter.ts';
import { verifyChain } from '../../../shared/format/charter-chain.ts';
import { parseSignatures } from '../../../shared/format/charter-signature.ts';
import { openCredential } from '../../../shared/format/credential.ts';
import type { FileContent } from '../../../shared/format/credential-content.ts';
import { openChunks } from '../../../shared/format/credential-file.ts';
import { openRecord } from '../../../shared/format/directory.ts';
import { openDirectoryKey } from '../../../shared/format/directory-key.ts';
import { compartmentKeys, memberKeys } from '../../../shared/format/identity.ts';
import { prfInput } from '../../../shared/format/prf.ts';
import { approvalChallenge, policyHash } from '../../../shared/format/request.ts';
import { ruleForm } from '../../../shared/format/rule-form.ts';
import { openShare } from '../../../shared/format/share.ts';
import { combineShares } from '../../../shared/format/share-set.ts';
import { readWrap, unwrapSeed } from '../../../shared/format/wrap.ts';
import { hmacSecretSalt } from '../../harness/crypto/hmac-secret-salt.ts';
import { act, bytes, text } from './act.ts';
import { logActs, PORTABLE_CRYPTO } from './log-acts.ts';

const leaf = z.strictObject({ path: z.array(z.number()), member: text, commitment: text, sealed: text });
const opened = z.strictObject({ path: z.array(z.number()), member: text, generation: z.number(), value: bytes });
const setOf = { vault: text, compartment: text, generation: z.number() };
const file = z.custom<FileContent>((value) => typeof value === 'object');
const head = {
  vault: text,
  compartment: text,
  id: text,
  version: z.number(),
  kind: z.enum(CREDENTIAL_KINDS),
  depositor: text,
  depositedAt: z.number(),
};

const acts: Readonly<Record<string, (input: unknown) => unknown>> = {
  ...logActs(PORTABLE_CRYPTO),
  'member-keys': act({ vault: text, member: text, seed: bytes }, ({ seed, ...place }) => {
    const keys = memberKeys(seed, place);
    return { kemPublicKey: toBase64url(keys.kem.publicKey), signingPublicKey: toBase64url(keys.signing.publicKey) };
  }),
  'compartment-keys': act({ vault: text, compartment: text, seed: bytes }, ({ seed, ...place }) =>
    toBase64url(compartmentKeys(seed, place).publicKey),
  ),
  'prf-input': act({ vault: text }, ({ vault }) => ({
    input: toBase64url(prfInput(vault)),
    salt: toBase64url(hmacSecretSalt(prfInput(vault))),
  })),
  'caead-open': act({ key: bytes, blob: bytes, aad: bytes }, ({ key, blob, aad }) => toBase64url(openCaead(key, blob, aad))),
  'seal-open': act({ secretKey: bytes, blob: bytes, info: bytes }, ({ secretKey, blob, info }) =>
    toBase64url(openSealed(secretKey, blob, info)),
  ),
  unwrap: act({ vault: text, member: text, key: text, prfOutput: bytes, passphraseKey: bytes.nullable(), wrap: text }, (input) => {
    const { prfOutput, passphraseKey, wrap, ...place } = input;
    return toBase64url(unwrapSeed({ wrap: readWrap(wrap), secrets: { prfOutput, passphraseKey }, place }));
  }),
  'charter-chain': act({ chain: z.array(z.strictObject({ charter: text, signatures: text })) }, ({ chain }) => {
    const signed = chain.map((one) => ({ bytes: utf8(one.charter), signatures: parseSignatures(utf8(one.signatures)) }));
    verifyChain(signed);
    return signed.map((one) => charterHash(one.bytes));
  }),
  'share-open': act({ ...setOf, rule: ruleForm, leaf, kemSecretKey: bytes }, ({ rule, leaf: one, kemSecretKey, ...place }) =>
    toBase64url(openShare({ place, rule, leaf: one, kemSecretKey }).value),
  ),
  'share-combine': act({ ...setOf, rule: ruleForm, publicKey: bytes, leaves: z.array(leaf), shares: z.array(opened) }, async (input) => {
    const { rule, publicKey, leaves, shares, ...place } = input;
    return toBase64url(copyOf(await combineShares({ rule, place, publicKey, leaves, shares })));
  }),
  'credential-open': act(
    { ...head, sealed: bytes, signature: bytes, compartmentSecretKey: bytes, signers: z.record(text, bytes) },
    ({ sealed, signature, compartmentSecretKey, signers, ...own }) =>
      openCredential({
        credential: { head: own, sealed, signature },
        compartmentSecretKey,
        signingPublicKeyOf: (member) => signers[member],
      }),
  ),
  'chunks-open': act(
    { vault: text, compartment: text, id: text, version: z.number(), file, chunks: z.array(bytes) },
    ({ file: described, chunks, ...place }) => toBase64url(openChunks({ place, file: described, chunks })),
  ),
  'directory-key-open': act({ vault: text, member: text, generation: z.number(), sealed: text, kemSecretKey: bytes }, (input) => {
    const { sealed, kemSecretKey, ...place } = input;
    return toBase64url(openDirectoryKey({ sealed, kemSecretKey, place }));
  }),
  'record-open': act(
    { vault: text, key: bytes, id: text, kind: z.enum(['credential', 'system', 'playbook', 'contact']), sealed: bytes },
    ({ vault, key, ...sealed }) => openRecord({ key, vault, sealed }),
  ),
  'policy-hash': act({ vault: text, charterVersion: z.number(), charterHash: text, compartments: z.array(text) }, (scope) =>
    toBase64url(policyHash(scope)),
  ),
  approval: act({ request: text, policy: bytes }, ({ request, policy }) => toBase64url(approvalChallenge(utf8(request), policy))),
};

/** What a case gives, as JSON. Throws an `AppError` when it is refused, and a plain one when the case itself is malformed. */
export async function runCase(one: { do: string; in: unknown }): Promise<unknown> {
  const run = acts[one.do];
  if (run === undefined) throw new Error(`no act ${one.do}`);
  return run(one.in);
}
