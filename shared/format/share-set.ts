import { AppError } from '../base/app-error.ts';
import { type Bytes, copyOf, equalBytes } from '../base/bytes.ts';
import { requireLength } from '../crypto/length.ts';
import type { Random } from '../crypto/random.ts';
import { wipe } from '../crypto/wipe.ts';
import { ruleLeaves, type Threshold } from '../domain/rule.ts';
import type { ShareLeaf } from './charter-form.ts';
import { compartmentKeys, SEED_BYTES } from './identity.ts';
import { pathText } from './rule-form.ts';
import { checkShare, type OpenedShare, type SharePlace, sealShare } from './share.ts';
import { combineAlong, splitAlong } from './share-tree.ts';

/**
 * A new set: the seed split along the rule, each leaf sealed to its holder, in the rule's order, as the charter keeps it.
 * `kemPublicKeyOf` knows each member of the rule, else `rule.unknown_member`. `rule` is one that `checkRule` accepts.
 */
export async function splitSeed(input: {
  seed: Uint8Array;
  rule: Threshold;
  place: SharePlace;
  kemPublicKeyOf: (member: string) => Uint8Array | undefined;
  random: Random;
}): Promise<ShareLeaf[]> {
  const { seed, rule, place, kemPublicKeyOf, random } = input;
  requireLength(seed, SEED_BYTES, 'a seed');
  const holders = new Map(
    ruleLeaves(rule).map(({ member }) => {
      const kemPublicKey = kemPublicKeyOf(member);
      if (kemPublicKey === undefined) throw new AppError('rule.unknown_member', 'no key to seal a share to', { detail: { member } });
      return [member, kemPublicKey];
    }),
  );
  const root = copyOf(seed);
  const shares = await splitAlong(rule, root);
  const leaves = shares.map((share) => {
    const kemPublicKey = holders.get(share.member) as Uint8Array; // the same rule named the same members above
    return sealShare({ place, share, kemPublicKey, random });
  });
  wipe(root, ...shares.map(({ value }) => value));
  return leaves;
}

/**
 * The compartment's seed from opened shares: at least the quorum's, more are welcome, in any order.
 *
 * Every share is checked against the charter's leaves first, surplus ones too, and the first bad one is named: as
 * `checkShare`, `share.wrong_path` for a leaf that does not exist, `share.duplicate_index` for one that is given twice.
 * Then `share.too_few`, and `share.did_not_combine` when the result does not give the compartment's public key. Wipe it
 * after use.
 */
export async function combineShares(input: {
  rule: Threshold;
  place: SharePlace;
  /** The compartment's, from the charter. */
  publicKey: Uint8Array;
  leaves: readonly ShareLeaf[];
  shares: readonly OpenedShare[];
}): Promise<Bytes> {
  const { rule, place, publicKey, leaves, shares } = input;
  const leafAt = new Map(leaves.map((leaf) => [pathText(leaf.path), leaf]));
  const values = new Map<string, Bytes>();
  for (const share of shares) {
    const path = pathText(share.path);
    const detail = { compartment: place.compartment, member: share.member, path };
    const leaf = leafAt.get(path);
    if (leaf === undefined)
      throw new AppError('share.wrong_path', 'no such share in this compartment', { detail: { ...detail, found: path } });
    checkShare({ place, rule, leaf, share });
    if (values.has(path)) throw new AppError('share.duplicate_index', 'one share given twice', { detail });
    values.set(path, share.value);
  }
  const seed = await combineAlong(rule, values);
  if (!equalBytes(compartmentKeys(seed, place).publicKey, publicKey)) {
    wipe(seed);
    throw new AppError('share.did_not_combine', 'these shares do not give the compartment’s key', {
      detail: { compartment: place.compartment },
    });
  }
  return seed;
}
