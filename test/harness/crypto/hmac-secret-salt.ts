import { type Bytes, concat, utf8 } from '../../../shared/base/bytes.ts';
import { portableSha256 } from '../../../shared/crypto/hash.ts';

/** The CTAP2 `hmac-secret` salt that a browser makes of a PRF input (WebAuthn L3 §10.1.4), for asking a key without one. */
export function hmacSecretSalt(input: Uint8Array): Bytes {
  return portableSha256(concat(utf8('WebAuthn PRF'), new Uint8Array(1), input));
}
