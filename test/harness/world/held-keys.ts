/** What the keys in a tin open of a charter: members' key pairs, and compartments' seeds when all shares are there. */
import { assertSimulated } from '../../../core/keys/simulated-key.ts';
import { type Bytes, fromBase64url, toBase64url } from '../../../shared/base/bytes.ts';
import type { Charter, CharterCompartment } from '../../../shared/format/charter-form.ts';
import { type MemberKeys, memberKeys } from '../../../shared/format/identity.ts';
import { prfInput } from '../../../shared/format/prf.ts';
import { openShare } from '../../../shared/format/share.ts';
import { combineShares } from '../../../shared/format/share-set.ts';
import { unwrapSeed } from '../../../shared/format/wrap.ts';
import type { KeyTin } from './key-tin.ts';

/** The pairs of one member, by the first of their keys. */
export function keysOf(charter: Charter, member: string, tin: KeyTin): MemberKeys {
  const one = found(charter.members.find(({ id }) => id === member));
  const key = found(one.keys[0]);
  const challenge = { challenge: toBase64url(new Uint8Array(32)) };
  const { prf } = assertSimulated(tin.key(member, key.label), challenge, prfInput(charter.vault));
  const place = { vault: charter.vault, member, key: key.id };
  return memberKeys(unwrapSeed({ wrap: key.wrap, secrets: { prfOutput: prf, passphraseKey: null }, place }), place);
}

/** The seed of a compartment, from every share of it. */
export function seedOf(charter: Charter, compartment: CharterCompartment, tin: KeyTin): Promise<Bytes> {
  const { id, rule, generation, publicKey, shares: leaves } = compartment;
  const place = { vault: charter.vault, compartment: id, generation };
  const shares = leaves.map((leaf) => openShare({ place, rule, leaf, kemSecretKey: keysOf(charter, leaf.member, tin).kem.secretKey }));
  return combineShares({ rule, place, publicKey: fromBase64url(publicKey), leaves, shares });
}

/** Throws for what a test knows to be there. */
export function found<T>(value: T | null | undefined): T {
  if (value === null || value === undefined) throw new Error('not in the vault that was made for this');
  return value;
}
