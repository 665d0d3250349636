import { toBase64url, utf8 } from '../../../shared/base/bytes.ts';
import { sealCaead } from '../../../shared/crypto/caead.ts';
import { sealTo } from '../../../shared/crypto/kem.ts';
import { pae } from '../../../shared/crypto/pae.ts';
import { kemKeyPair } from '../../../shared/crypto/xwing.ts';
import { seededRandom } from '../../harness/base/seeded-random.ts';
import { flipped } from '../../harness/format/sample-vault.ts';
import { refusedCase, type VectorCase, type VectorFile } from '../run/vector-case.ts';

/** Derivations, and the two ways to seal (shared/format/FORMAT.md §2, §3, §5). */
export function keyVectors(): VectorFile {
  const random = seededRandom('vectors: keys');
  const vault = 'v_AAAAAAAAAAAAAAAAAAAAAA';
  const seed = toBase64url(random(32));
  const key = random(32);
  const aad = pae(['halligan/v1 test', vault]);
  const pair = kemKeyPair(random(32));
  const other = kemKeyPair(random(32));
  const blob = toBase64url(sealCaead(key, utf8('a secret'), aad, random));
  const sealedBlob = toBase64url(sealTo(pair.publicKey, utf8('a secret'), aad, random));
  const wrongAad = toBase64url(pae(['halligan/v1 test', 'v_AAAAAAAAAAAAAAAAAAAAAQ']));
  const member: VectorCase = {
    name: 'a member’s keys',
    class: 'ok',
    do: 'member-keys',
    in: { vault, member: 'm_AAAAAAAAAAAAAAAAAAAAAA', seed },
  };
  const compartment: VectorCase = {
    name: 'a compartment’s key',
    class: 'ok',
    do: 'compartment-keys',
    in: { vault, compartment: 'c_AAAAAAAAAAAAAAAAAAAAAA', seed },
  };
  const caead: VectorCase = { name: 'CAEAD', class: 'ok', do: 'caead-open', in: { key: toBase64url(key), blob, aad: toBase64url(aad) } };
  const seal: VectorCase = {
    name: 'SEAL',
    class: 'ok',
    do: 'seal-open',
    in: { secretKey: toBase64url(pair.secretKey), blob: sealedBlob, info: toBase64url(aad) },
  };
  return {
    about: 'Derived keys, CAEAD and SEAL. Bytes are base64url.',
    cases: [
      member,
      refusedCase(member, 'a seed of 31 bytes', 'crypto.wrong_length', { seed: toBase64url(random(31)) }),
      refusedCase(member, 'a seed of 33 bytes', 'crypto.wrong_length', { seed: toBase64url(random(33)) }),
      compartment,
      refusedCase(compartment, 'no seed', 'crypto.wrong_length', { seed: '' }),
      refusedCase(compartment, 'base64url with bits left over', 'bytes.not_base64', { seed: 'AB' }),
      refusedCase(compartment, 'base64url with padding', 'bytes.not_base64', { seed: 'AA==' }),
      { name: 'the PRF input of a vault and its hmac-secret salt', class: 'ok', do: 'prf-input', in: { vault } },
      caead,
      refusedCase(caead, 'another key', 'crypto.not_committed', { key: toBase64url(random(32)) }),
      refusedCase(caead, 'nonce changed', 'crypto.not_committed', { blob: flipped(blob, 0) }),
      refusedCase(caead, 'commitment changed', 'crypto.not_committed', { blob: flipped(blob, 55) }),
      refusedCase(caead, 'ciphertext changed', 'crypto.did_not_open', { blob: flipped(blob, 56) }),
      refusedCase(caead, 'tag changed', 'crypto.did_not_open', { blob: flipped(blob, 79) }),
      refusedCase(caead, 'other associated data', 'crypto.did_not_open', { aad: wrongAad }),
      refusedCase(caead, 'too short', 'crypto.wrong_length', { blob: blob.slice(0, 92) }),
      seal,
      refusedCase(seal, 'another secret key', 'crypto.not_committed', { secretKey: toBase64url(other.secretKey) }),
      refusedCase(seal, 'other info', 'crypto.not_committed', { info: wrongAad }),
      refusedCase(seal, 'ML-KEM ciphertext changed', 'crypto.not_committed', { blob: flipped(sealedBlob, 3) }),
      refusedCase(seal, 'X25519 ciphertext changed', 'crypto.not_committed', { blob: flipped(sealedBlob, 1100) }),
      refusedCase(seal, 'ciphertext changed', 'crypto.did_not_open', { blob: flipped(sealedBlob, 1180) }),
      refusedCase(seal, 'too short', 'crypto.wrong_length', { blob: sealedBlob.slice(0, 1488) }),
    ],
  };
}
