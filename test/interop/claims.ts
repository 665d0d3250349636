import { nodeTreeHasher } from '../../core/hash/node-hash.ts';
import {
  type ConsistencyClaim,
  consistencyProof,
  type InclusionClaim,
  inclusionProof,
  provesConsistency,
  provesInclusion,
  rootOf,
} from '../../shared/log/tree/proof.ts';
import type { Pick } from '../harness/base/pick.ts';

export type Claim = ({ readonly kind: 'inclusion' } & InclusionClaim) | ({ readonly kind: 'consistency' } & ConsistencyClaim);

/** Proofs of this log that hold: one of an entry, one of an older head. */
export function claimsOf(leafHashes: readonly string[], pick: Pick): Claim[] {
  const size = leafHashes.length;
  const root = rootOf(leafHashes, nodeTreeHasher);
  const index = pick.below(size);
  const oldSize = 1 + pick.below(size);
  const leafHash = leafHashes[index] ?? '';
  const oldRoot = rootOf(leafHashes.slice(0, oldSize), nodeTreeHasher);
  return [
    { kind: 'inclusion', index, size, leafHash, root, proof: inclusionProof(leafHashes, index, nodeTreeHasher) },
    { kind: 'consistency', oldSize, oldRoot, size, root, proof: consistencyProof(leafHashes, oldSize, nodeTreeHasher) },
  ];
}

/** The same claim with one thing wrong. */
export function wrongClaims(claim: Claim, pick: Pick): Claim[] {
  const { proof } = claim;
  const at = pick.below(Math.max(1, proof.length));
  const other = Buffer.from(pick.bytes(32)).toString('hex');
  const proofs = [
    [...proof, other],
    [other, ...proof],
    ...(proof.length > 0 ? [proof.with(at, other), proof.toSpliced(at, 1), proof.toSpliced(at, 0, proof[at] ?? '')] : []),
    ...(proof.length > 1 && proof[0] !== proof[1] ? [proof.toReversed()] : []),
  ];
  const elsewhere: Claim[] =
    claim.kind === 'inclusion'
      ? [
          { ...claim, leafHash: other },
          { ...claim, index: claim.index + 1 },
        ]
      : [
          { ...claim, oldRoot: other },
          { ...claim, oldSize: claim.oldSize + 1 },
        ];
  return [...proofs.map((changed): Claim => ({ ...claim, proof: changed })), { ...claim, root: other }, ...elsewhere];
}

export function holds(claim: Claim): boolean {
  return claim.kind === 'inclusion' ? provesInclusion(claim, nodeTreeHasher) : provesConsistency(claim, nodeTreeHasher);
}
