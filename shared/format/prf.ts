import { type Bytes, concat, utf8 } from '../base/bytes.ts';
import { portableSha256 } from '../crypto/hash.ts';
import { pae } from '../crypto/pae.ts';

/** Bytes of a PRF input and of a PRF output. */
export const PRF_BYTES = 32;

/** What every security key of a vault is asked for, as WebAuthn's `prf.eval.first`: 32 bytes, no secret. */
export function prfInput(vault: string): Bytes {
  return portableSha256(pae(['halligan/v1 prf', vault]));
}

/** The CTAP2 `hmac-secret` salt that a browser makes of a PRF input (WebAuthn L3 §10.1.4), for asking a key without one. */
export function hmacSecretSalt(input: Uint8Array): Bytes {
  return portableSha256(concat(utf8('WebAuthn PRF'), new Uint8Array(1), input));
}
