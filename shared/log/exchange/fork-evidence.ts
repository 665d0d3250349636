/** Proof to anybody that one log key signed two histories. FORMAT.md §18. */
import { z } from 'zod';
import { AppError } from '../../base/app-error.ts';
import { type Bytes, fromBase64, toBase64, utf8 } from '../../base/bytes.ts';
import { jcs, parseJcs } from '../leaf/jcs.ts';
import { type Head, openCheckpoint } from '../note/checkpoint.ts';
import { parseVkey } from '../note/vkey.ts';
import { provesConsistency, provesInclusion } from '../tree/proof.ts';
import type { LogCrypto } from '../verify/verify-log.ts';

/** One entry under one signed head. */
export interface SignedLeaf {
  readonly leaf: Bytes;
  readonly proof: readonly string[];
}

interface Notes {
  readonly vkey: string;
  /** What was held first: a checkpoint by this key. */
  readonly held: string;
  /** What came then: another checkpoint by this key. */
  readonly other: string;
}

/** Two things that one log signed and that cannot both be true. */
export type ForkEvidence =
  /** Two heads of one size with two roots. */
  | (Notes & { readonly kind: 'same-size' })
  /** `other` is smaller, and the tree of that size which leads to `held` has another root. */
  | (Notes & { readonly kind: 'not-a-prefix'; readonly root: string; readonly proof: readonly string[] })
  /** The entry at one index differs under the two heads. */
  | (Notes & { readonly kind: 'entry-differs'; readonly index: number; readonly of_held: SignedLeaf; readonly of_other: SignedLeaf });

/** A fork that was proven. */
export interface ProvenFork {
  readonly held: Head;
  readonly other: Head;
  /** The first size at which the two are known to differ. */
  readonly differsAt: number;
}

const hash = z.string().regex(/^[0-9a-f]{64}$/);
const proof = z.array(hash).max(63);
const signedLeaf = z.strictObject({ leaf: z.string().min(4).max(24_576), proof });
const notes = { v: z.literal(1), vkey: z.string().max(512), held: z.string().max(65_536), other: z.string().max(65_536) };
const schema = z.discriminatedUnion('kind', [
  z.strictObject({ ...notes, kind: z.literal('same-size') }),
  z.strictObject({ ...notes, kind: z.literal('not-a-prefix'), root: hash, proof }),
  z.strictObject({ ...notes, kind: z.literal('entry-differs'), index: z.int().min(0), of_held: signedLeaf, of_other: signedLeaf }),
]);

/** The bytes of the evidence. */
export function encodeForkEvidence(evidence: ForkEvidence): Bytes {
  const value =
    evidence.kind === 'entry-differs'
      ? { ...evidence, of_held: written(evidence.of_held), of_other: written(evidence.of_other) }
      : evidence;
  return utf8(jcs({ v: 1, ...value }));
}

function written({ leaf, proof }: SignedLeaf) {
  return { leaf: toBase64(leaf), proof: [...proof] };
}

/** The inverse of `encodeForkEvidence`; nothing is proven yet. Throws `log.bad_proof`. */
export function parseForkEvidence(bytes: Uint8Array): ForkEvidence {
  try {
    const { v: _, ...value } = schema.parse(parseJcs(bytes));
    if (value.kind !== 'entry-differs') return value;
    return { ...value, of_held: read(value.of_held), of_other: read(value.of_other) };
  } catch (cause) {
    throw new AppError('log.bad_proof', 'not evidence of a fork', { cause });
  }
}

function read({ leaf, proof }: z.infer<typeof signedLeaf>): SignedLeaf {
  return { leaf: fromBase64(leaf), proof };
}

/**
 * What the evidence proves: that this key signed two heads that cannot both be of one log. Nobody who has not the key can
 * make it. Throws `log.bad_checkpoint` when a note is not by the key, `log.bad_proof` when the two may both be true.
 */
export function openForkEvidence(evidence: ForkEvidence, { sha256, tree, verify }: LogCrypto): ProvenFork {
  const key = parseVkey(evidence.vkey, sha256);
  const held = openCheckpoint(evidence.held, key, verify);
  const other = openCheckpoint(evidence.other, key, verify);
  switch (evidence.kind) {
    case 'same-size':
      if (held.size !== other.size || held.root === other.root) throw bad('the two heads can both be true');
      return { held, other, differsAt: held.size };
    case 'not-a-prefix': {
      const { root, proof } = evidence;
      const leads = provesConsistency({ oldSize: other.size, oldRoot: root, size: held.size, root: held.root, proof }, tree);
      if (!leads || root === other.root) throw bad('the smaller head can be a part of the larger');
      return { held, other, differsAt: other.size };
    }
    case 'entry-differs': {
      const { index, of_held: a, of_other: b } = evidence;
      for (const [{ leaf, proof }, { size, root }] of [
        [a, held],
        [b, other],
      ] as const) {
        if (!provesInclusion({ index, size, leafHash: tree.leaf(leaf), root, proof }, tree)) throw bad('an entry is not under its head');
      }
      if (tree.leaf(a.leaf) === tree.leaf(b.leaf)) throw bad('the two entries are one');
      return { held, other, differsAt: index + 1 };
    }
  }
}

function bad(why: string): AppError {
  return new AppError('log.bad_proof', `fork: ${why}`);
}
