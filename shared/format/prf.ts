import type { Bytes } from '../base/bytes.ts';
import { portableSha256 } from '../crypto/hash.ts';
import { pae } from '../crypto/pae.ts';

/** Bytes of a PRF input and of a PRF output. */
export const PRF_BYTES = 32;

/** What every security key of a vault is asked for, as WebAuthn's `prf.eval.first`: 32 bytes, no secret. */
export function prfInput(vault: string): Bytes {
  return portableSha256(pae(['halligan/v1 prf', vault]));
}
