import { type Bytes, concat, toHex } from '../../shared/base/bytes.ts';
import type { VerifyEd25519 } from '../../shared/log/note/checkpoint.ts';
import type { Sha256 } from '../../shared/log/tree/tree-hash.ts';
import { openSignedHeads, type SignedEvidence } from '../../shared/log/verify/signed-heads.ts';

interface Asked {
  readonly publicKey: Bytes;
  readonly message: Bytes;
  readonly signature: Bytes;
}

/**
 * A `verify` that answers for every signature in `evidence`. WebCrypto is asynchronous and the verifier is not: so the signed heads
 * are opened as if every unknown signature held, WebCrypto checks those that were asked about, and this repeats until none is new.
 * The `verify` throws for a signature that is not in `evidence`. Rejects where the browser has no Ed25519.
 */
export async function signatureAnswers(evidence: SignedEvidence, sha256: Sha256): Promise<VerifyEd25519> {
  const answers = new Map<string, boolean>();
  for (;;) {
    const asked = new Map<string, Asked>();
    const verify: VerifyEd25519 = (publicKey, message, signature) => {
      const name = nameOf(publicKey, message, signature);
      const answer = answers.get(name);
      if (answer === undefined) asked.set(name, { publicKey, message, signature });
      return answer ?? true;
    };
    openSignedHeads(evidence, { sha256, verify });
    if (asked.size === 0) break;
    for (const [name, question] of asked) answers.set(name, await holds(question));
  }
  return (publicKey, message, signature) => {
    const answer = answers.get(nameOf(publicKey, message, signature));
    if (answer === undefined) throw new Error('a signature was asked for that nobody answered before');
    return answer;
  };
}

/** Key and signature have fixed lengths, so no two questions share a name. */
function nameOf(publicKey: Bytes, message: Bytes, signature: Bytes): string {
  return toHex(concat(publicKey, signature, message));
}

async function holds({ publicKey, message, signature }: Asked): Promise<boolean> {
  let key: CryptoKey;
  try {
    key = await crypto.subtle.importKey('raw', publicKey, 'Ed25519', false, ['verify']);
  } catch (error) {
    // 32 bytes that are no point: no signature is by such a key. Anything else is a browser without Ed25519.
    if (error instanceof DOMException && error.name === 'DataError') return false;
    throw error;
  }
  return await crypto.subtle.verify('Ed25519', key, signature, message);
}
