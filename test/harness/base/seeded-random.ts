import { concat, utf8 } from '../../../shared/base/bytes.ts';
import { portableSha256 } from '../../../shared/crypto/hash.ts';
import type { Random } from '../../../shared/crypto/random.ts';

/** Bytes that look random and are the same for the same seed: SHA-256 over the seed and a counter. For tests and vectors only. */
export function seededRandom(seed: string): Random {
  let counter = 0;
  return (length) => {
    const out = new Uint8Array(length);
    for (let at = 0; at < length; at += 32) {
      out.set(portableSha256(concat(utf8(seed), utf8(`#${counter++}`))).subarray(0, Math.min(32, length - at)), at);
    }
    return out;
  };
}
