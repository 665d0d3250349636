/** SHA-256 and Ed25519 by Node: several times faster than the portable ones, and the log is hashed at every start. */
import { createPublicKey, hash, verify } from 'node:crypto';
import { type Bytes, copyOf } from '../../shared/base/bytes.ts';
import type { VerifyEd25519 } from '../../shared/log/note/checkpoint.ts';
import type { TreeHasher } from '../../shared/log/tree/tree-hash.ts';

/** The SHA-256 digest of `bytes`: 32 bytes. */
export function sha256(bytes: Uint8Array): Bytes {
  return copyOf(hash('sha256', bytes, 'buffer'));
}

const NODE = Buffer.alloc(65, 1);

/** The hashes of RFC 6962. Digests stay hexadecimal strings: allocating a Buffer for each costs two to three times as much. */
export const nodeTreeHasher: TreeHasher = {
  leaf(bytes) {
    const prefixed = Buffer.allocUnsafe(bytes.length + 1);
    prefixed[0] = 0;
    prefixed.set(bytes, 1);
    return hash('sha256', prefixed, 'hex');
  },
  node(left, right) {
    NODE.write(left, 1, 'hex');
    NODE.write(right, 33, 'hex');
    return hash('sha256', NODE, 'hex');
  },
};

const SPKI = Buffer.from('302a300506032b6570032100', 'hex');

/** True when the signature is good. Public key of 32 raw bytes, signature of 64; throws Node's error for a key that it cannot read. */
export const verifyEd25519: VerifyEd25519 = (publicKey, message, signature) => {
  const key = createPublicKey({ key: Buffer.concat([SPKI, publicKey]), format: 'der', type: 'spki' });
  return verify(null, message, key, signature);
};
