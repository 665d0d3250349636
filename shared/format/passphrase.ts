import { z } from 'zod';
import { type Bytes, fromBase64url, toBase64url, utf8 } from '../base/bytes.ts';
import { type Argon2Parameters, argon2id, checkArgon2Parameters, newArgon2Parameters } from '../crypto/argon2.ts';
import type { Random } from '../crypto/random.ts';
import { wipe } from '../crypto/wipe.ts';
import { binary } from './binary.ts';

/** A member's passphrase parameters in the charter (FORMAT.md §4). Their ranges are checked when they are used or parsed. */
export const passphraseForm = z
  .strictObject({
    algorithm: z.literal('argon2id'),
    version: z.literal(0x13),
    memoryKiB: z.int(),
    passes: z.int(),
    lanes: z.literal(1),
    salt: binary(16),
  })
  .readonly();
/** How a passphrase is stretched, as the charter keeps it. */
export type PassphraseParameters = z.infer<typeof passphraseForm>;

function asArgon2({ memoryKiB, passes, salt }: PassphraseParameters): Argon2Parameters {
  return { memoryKiB, passes, salt: fromBase64url(salt) };
}

/** Parameters for a new passphrase: 256 MiB, 3 passes, a fresh salt. */
export function newPassphraseParameters(random: Random): PassphraseParameters {
  const { memoryKiB, passes, salt } = newArgon2Parameters(random);
  return { algorithm: 'argon2id', version: 0x13, memoryKiB, passes, lanes: 1, salt: toBase64url(salt) };
}

/** Throws `crypto.bad_parameters` when they are too weak or a trap. */
export function checkPassphraseParameters(parameters: PassphraseParameters): void {
  checkArgon2Parameters(asArgon2(parameters));
}

/** The 32 bytes that a passphrase adds to a wrap. Blocks its thread for about a second: for the strongroom. */
export async function passphraseKey(passphrase: string, parameters: PassphraseParameters): Promise<Bytes> {
  // The same characters come composed from one keyboard and decomposed from another.
  const typed = utf8(passphrase.normalize('NFC'));
  try {
    return await argon2id(typed, asArgon2(parameters));
  } finally {
    wipe(typed);
  }
}
