/** A part of a long log, judged without the others: by a thread of its own. */
import { isAppError } from '../../base/app-error.ts';
import type { Bytes } from '../../base/bytes.ts';
import { commitment, type Disclosure, disclosuresBySeq } from '../leaf/disclosure.ts';
import { type Entry, parseEntry } from '../leaf/entry.ts';
import { EntryRules, type RuleFacts } from '../leaf/entry-rules.ts';
import { rootOf } from '../tree/proof.ts';
import type { Sha256, TreeHasher } from '../tree/tree-hash.ts';

/** Entries that follow one another. Nothing but data: it can be handed to a thread. */
export interface EntryBlock {
  readonly log: string;
  readonly vkey: string;
  /** The index of the first entry. */
  readonly first: number;
  /** The leaves, one after another, and the length of each. */
  readonly bytes: Bytes;
  readonly lengths: Uint32Array<ArrayBuffer>;
  /** Of these entries. */
  readonly disclosures: readonly Disclosure[];
  /** Whether the hash of each leaf is asked for, or the root over all of them. */
  readonly wanted: 'hashes' | 'root';
}

/** What a block in which all is well leaves for the others to agree with. */
export interface BlockFacts {
  readonly rules: RuleFacts;
  readonly tree: { readonly root: string } | { readonly hashes: readonly string[] };
}

/** Everything that can be said of a block alone; null when any of it is not as it must be, or of a newer version. */
export function judgeBlock(block: EntryBlock, crypto: { readonly tree: TreeHasher; readonly sha256: Sha256 }): BlockFacts | null {
  const rules = new EntryRules(block.log, block.vkey, block.first);
  const disclosures = disclosuresBySeq(block.disclosures);
  const hashes: string[] = [];
  let at = 0;
  for (const length of block.lengths) {
    const leaf = block.bytes.subarray(at, at + length);
    at += length;
    const index = block.first + hashes.length;
    hashes.push(crypto.tree.leaf(leaf));
    const entry = readOrNull(leaf);
    if (entry === null || rules.problem(entry, index) !== null) return null;
    const words = disclosures.get(index) ?? [];
    if (!words.every((one) => entry.sd[one.path] === commitment(one, crypto.sha256))) return null;
    disclosures.delete(index);
  }
  if (disclosures.size > 0) return null;
  return { rules: rules.facts(), tree: block.wanted === 'root' ? { root: rootOf(hashes, crypto.tree) } : { hashes } };
}

function readOrNull(leaf: Uint8Array): Entry | null {
  try {
    return parseEntry(leaf);
  } catch (error) {
    if (!isAppError(error)) throw error;
    return null;
  }
}
