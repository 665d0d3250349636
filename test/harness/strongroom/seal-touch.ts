import { webcrypto } from 'node:crypto';
import { type Bytes, toBase64url } from '../../../shared/base/bytes.ts';
import { sealEnvelope } from '../../../shared/contract/envelope.ts';

/** The sealed form of a touch, as the page makes it, for tests whose touch is not the browser's. `to`: the envelope's public key. */
export async function sealTouch(to: Bytes, secrets: { readonly prf: Bytes; readonly passphrase: string | null }): Promise<Bytes> {
  const text = JSON.stringify({ prf: toBase64url(secrets.prf), passphrase: secrets.passphrase });
  return sealEnvelope<webcrypto.CryptoKey>(webcrypto.subtle, new Uint8Array(to), new TextEncoder().encode(text), 'key');
}
