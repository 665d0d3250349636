import type { Bytes } from '../base/bytes.ts';
import { hkdf, NO_SALT } from '../crypto/hkdf.ts';
import { requireLength } from '../crypto/length.ts';
import { pae } from '../crypto/pae.ts';
import { type SigningKeyPair, signingKeyPair } from '../crypto/sign.ts';
import { wipe } from '../crypto/wipe.ts';
import { type KemKeyPair, kemKeyPair } from '../crypto/xwing.ts';

/** Bytes of a member's or a compartment's seed: draw them from the operating system. */
export const SEED_BYTES = 32;

/** Whose seed it is. */
export interface MemberPlace {
  readonly vault: string;
  readonly member: string;
}

/** Which generation of which compartment a key is for. */
export interface CompartmentPlace {
  readonly vault: string;
  readonly compartment: string;
}

/** Both key pairs of a member. */
export interface MemberKeys {
  readonly kem: KemKeyPair;
  readonly signing: SigningKeyPair;
}

function seedFor(seed: Uint8Array, context: string, vault: string, owner: string): Bytes {
  requireLength(seed, SEED_BYTES, 'a seed');
  return hkdf(seed, NO_SALT, pae([`halligan/v1 ${context}`, vault, owner]), SEED_BYTES);
}

/** A member's two key pairs (FORMAT.md §3). The same seed gives others in another vault or for another member. */
export function memberKeys(seed: Uint8Array, { vault, member }: MemberPlace): MemberKeys {
  const kemSeed = seedFor(seed, 'member kem', vault, member);
  const signingSeed = seedFor(seed, 'member signing', vault, member);
  const keys = { kem: kemKeyPair(kemSeed), signing: signingKeyPair(signingSeed) };
  wipe(kemSeed, signingSeed);
  return keys;
}

/** A compartment's key pair (FORMAT.md §3): the same in every generation of its shares. */
export function compartmentKeys(seed: Uint8Array, { vault, compartment }: CompartmentPlace): KemKeyPair {
  const kemSeed = seedFor(seed, 'compartment kem', vault, compartment);
  const keys = kemKeyPair(kemSeed);
  wipe(kemSeed);
  return keys;
}
