import { wordlist } from '@scure/bip39/wordlists/english.js';
import { requireLength } from './length.ts';

const WORDS = 6;
const BITS = 11;

/**
 * Six words for the first 66 bits of a 32-byte hash (BIP 39 English list, 11 bits a word, most significant first), for
 * people to compare aloud. Throws `crypto.wrong_length`.
 */
export function sixWords(hash: Uint8Array): string[] {
  requireLength(hash, 32, 'a hash');
  const words: string[] = [];
  let held = 0;
  let bits = 0;
  for (const byte of hash) {
    held = ((held << 8) | byte) & 0xff_ffff;
    bits += 8;
    if (bits < BITS) continue;
    bits -= BITS;
    // The list has 2^11 words, so the index is always in it.
    words.push(wordlist[(held >> bits) & 0x7ff] as string);
    if (words.length === WORDS) break;
  }
  return words;
}
