import { type Bytes, toBase64url } from '../base/bytes.ts';
import { portableSha256 } from '../crypto/hash.ts';
import { checkConsistency } from './charter-consistency.ts';
import { type Charter, charterForm } from './charter-form.ts';
import { readStored, writeStored } from './json.ts';

const LIMITS = { what: 'a charter', maxBytes: 8 * 1024 * 1024 };

/**
 * The bytes of a charter, to be signed and kept as they are. Throws what `parseCharter` would throw, so that nothing is
 * ever signed that cannot be read.
 */
export function encodeCharter(charter: Charter): Bytes {
  const bytes = writeStored(charter, charterForm, LIMITS);
  checkConsistency(charter);
  return bytes;
}

/**
 * The charter that these bytes are. Nothing is promised about who signed it: see charter-chain.ts.
 * Throws `format.*` for bytes that are not a charter, `rule.*` and `policy.*` for a rule or policy out of bounds, and
 * `charter.inconsistent` (detail `what`) where its parts contradict each other.
 */
export function parseCharter(bytes: Uint8Array): Charter {
  const charter = readStored(bytes, charterForm, LIMITS);
  checkConsistency(charter);
  return charter;
}

/** base64url SHA-256 of a charter's bytes: what its successor calls `previous` and a request `charterHash`. */
export function charterHash(bytes: Uint8Array): string {
  return toBase64url(portableSha256(bytes));
}
