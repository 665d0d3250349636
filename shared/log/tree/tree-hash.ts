import type { Bytes } from '../../base/bytes.ts';
import { concat, fromHex, toHex } from '../../base/bytes.ts';

/** SHA-256 of `bytes`, 32 bytes. */
export type Sha256 = (bytes: Uint8Array) => Bytes;

/**
 * The two hashes of RFC 6962 §2.1. Hashes are 64 lower-case hexadecimal digits: strings are what Node hashes fastest to.
 * Node has its own (core/store); this room's is for wherever only a portable SHA-256 is at hand.
 */
export interface TreeHasher {
  /** SHA-256(0x00 ‖ leaf). */
  leaf(bytes: Uint8Array): string;
  /** SHA-256(0x01 ‖ left ‖ right). */
  node(left: string, right: string): string;
}

const LEAF = Uint8Array.of(0);
const NODE = Uint8Array.of(1);

/** A tree hasher over any SHA-256. */
export function treeHasher(sha256: Sha256): TreeHasher {
  return {
    leaf: (bytes) => toHex(sha256(concat(LEAF, bytes))),
    node: (left, right) => toHex(sha256(concat(NODE, fromHex(left), fromHex(right)))),
  };
}
