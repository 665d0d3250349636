import { generateKeyPairSync } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { logKey } from '../../../core/hash/log-key.ts';
import { nodeTreeHasher, sha256, verifyEd25519 } from '../../../core/hash/node-hash.ts';
import { copyOf, toHex, utf8 } from '../../../shared/base/bytes.ts';
import { portableSha256 as portable } from '../../../shared/crypto/hash.ts';
import { refusalOf } from '../../harness/base/refusal-code.ts';

describe('Node’s hashes', () => {
  it('are those of the portable ones, and own their memory', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        expect(sha256(bytes)).toEqual(portable(bytes));
      }),
    );
    expect(sha256(utf8('x')).buffer.byteLength).toBe(32);
  });

  it('make the tree of RFC 6962: leaves and nodes are never taken for each other', () => {
    const [a, b] = [nodeTreeHasher.leaf(utf8('a')), nodeTreeHasher.leaf(utf8('b'))];
    expect(a).toBe(toHex(portable(utf8('\0a'))));
    const node = nodeTreeHasher.node(a, b);
    expect(node).toBe(toHex(portable(Buffer.from(`01${a}${b}`, 'hex'))));
    expect(node).not.toBe(nodeTreeHasher.leaf(Buffer.from(`${a}${b}`, 'hex')));
    expect(nodeTreeHasher.node(b, a)).not.toBe(node);
    expect(nodeTreeHasher.leaf(new Uint8Array(0))).toBe('6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d');
  });
});

describe('a log key', () => {
  // RFC 8032, 7.1, test 1.
  const key = logKey(Buffer.from('9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60', 'hex'));

  it('is that of its seed', () => {
    expect(toHex(key.publicKey)).toBe('d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a');
    expect(Buffer.from(key.sign(new Uint8Array(0))).toString('hex')).toBe(
      'e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b',
    );
  });

  it('signs what it signs, and nothing else', () => {
    const message = utf8('a head');
    const signature = copyOf(key.sign(message));
    expect(verifyEd25519(key.publicKey, message, signature)).toBe(true);
    expect(verifyEd25519(key.publicKey, utf8('another head'), signature)).toBe(false);
    expect(verifyEd25519(logKey(new Uint8Array(32)).publicKey, message, signature)).toBe(false);
    expect(verifyEd25519(key.publicKey, message, copyOf(signature.map((byte, i) => (i === 40 ? byte ^ 1 : byte))))).toBe(false);
    expect(verifyEd25519(key.publicKey, message, signature.slice(1))).toBe(false);
  });

  it.each([0, 31, 33, 64])('does not come of a seed of %d bytes', async (length) => {
    expect(await refusalOf(() => logKey(new Uint8Array(length)))).toBe('crypto.wrong_length');
  });

  it('verifies what another implementation signs', () => {
    const { publicKey, privateKey } = generateKeyPairSync('ed25519');
    const seed = Buffer.from(privateKey.export({ format: 'jwk' }).d ?? '', 'base64url');
    expect(logKey(seed).publicKey).toEqual(new Uint8Array(Buffer.from(publicKey.export({ format: 'jwk' }).x ?? '', 'base64url')));
  });
});
