import { AppError, type ErrorDetail } from '../base/app-error.ts';
import { type Bytes, equalBytes, fromBase64url, toBase64url } from '../base/bytes.ts';
import type { ErrorCode } from '../base/error-codes.ts';
import { portableSha256 } from '../crypto/hash.ts';
import { openSealed, sealTo } from '../crypto/kem.ts';
import { pae } from '../crypto/pae.ts';
import type { Random } from '../crypto/random.ts';
import { shareIndex } from '../crypto/shamir.ts';
import { wipe } from '../crypto/wipe.ts';
import type { Rule, RulePath } from '../domain/rule.ts';
import type { ShareLeaf } from './charter-form.ts';
import type { CompartmentPlace } from './identity.ts';
import { pathText } from './rule-form.ts';
import { readSharePlaintext, writeSharePlaintext } from './share-plaintext.ts';
import { type LeafValue, leafShape } from './share-tree.ts';

/** Which set of shares: a compartment and the number of the set. */
export interface SharePlace extends CompartmentPlace {
  readonly generation: number;
}

/** A share taken out of its seal and checked, not yet combined. `value` is a secret. */
export interface OpenedShare extends LeafValue {
  readonly generation: number;
}

/** What the charter keeps of a share's value, so that a wrong one is found before it is combined (FORMAT.md §7): 32 bytes. */
export function shareCommitment({ vault, compartment, generation }: SharePlace, { path, member, value }: LeafValue): Bytes {
  return portableSha256(pae(['halligan/v1 share commitment', vault, compartment, String(generation), pathText(path), member, value]));
}

function infoOf({ vault, compartment }: CompartmentPlace, member: string): Bytes {
  return pae(['halligan/v1 share', vault, compartment, member]);
}

/** Seals one share to its holder's KEM key. */
export function sealShare(input: { place: SharePlace; share: LeafValue; kemPublicKey: Uint8Array; random: Random }): ShareLeaf {
  const { place, share, kemPublicKey, random } = input;
  const plaintext = writeSharePlaintext({ generation: place.generation, path: share.path, value: share.value });
  const sealed = sealTo(kemPublicKey, plaintext, infoOf(place, share.member), random);
  wipe(plaintext);
  return {
    path: share.path,
    member: share.member,
    commitment: toBase64url(shareCommitment(place, share)),
    sealed: toBase64url(sealed),
  };
}

/** Makes refusals that name whose share it is, where in the rule, and of which compartment. */
type Refuse = (code: ErrorCode, message: string, more?: ErrorDetail, cause?: unknown) => AppError;

function refuserOf({ compartment }: SharePlace, { member, path }: { member: string; path: RulePath }): Refuse {
  return (code, message, more = {}, cause) =>
    new AppError(code, message, { cause, detail: { compartment, member, path: pathText(path), ...more } });
}

/**
 * Throws unless `share` is the one that `leaf` commits to under `rule`: `share.wrong_set` (detail `generation`,
 * `expected`), `share.wrong_path` (`found`), `share.wrong_length`, `share.bad_index`, `share.wrong_commitment`; each names
 * `member`, `path` and `compartment`.
 */
export function checkShare(input: { place: SharePlace; rule: Rule; leaf: ShareLeaf; share: OpenedShare }): void {
  const { place, rule, leaf, share } = input;
  const refuse = refuserOf(place, leaf);
  if (share.generation !== place.generation) {
    throw refuse('share.wrong_set', 'a share of another set', { generation: share.generation, expected: place.generation });
  }
  const shape = leafShape(rule, share.path);
  if (share.member !== leaf.member || pathText(share.path) !== pathText(leaf.path) || shape?.member !== leaf.member) {
    throw refuse('share.wrong_path', 'a share from elsewhere in the rule', { found: pathText(share.path) });
  }
  if (share.value.length !== shape.length) throw refuse('share.wrong_length', `a share here has ${shape.length} bytes`);
  if (shape.indexed) {
    try {
      shareIndex(share.value);
    } catch (cause) {
      throw refuse('share.bad_index', 'a share with index 0, at which the secret itself lies', {}, cause);
    }
  }
  if (!equalBytes(shareCommitment(place, share), fromBase64url(leaf.commitment))) {
    throw refuse('share.wrong_commitment', 'not the share that was issued');
  }
}

/**
 * The share that `leaf` holds, opened with its holder's KEM secret key and checked against its commitment. This is also
 * how a custodian proves that a share still opens: nothing is combined. Wipe `value` after use.
 * Throws `share.did_not_open` when it was sealed to another key, place or vault, or was changed, and as `checkShare`.
 */
export function openShare(input: { place: SharePlace; rule: Rule; leaf: ShareLeaf; kemSecretKey: Uint8Array }): OpenedShare {
  const { place, rule, leaf, kemSecretKey } = input;
  const refuse = refuserOf(place, leaf);
  let plaintext: Bytes;
  try {
    plaintext = openSealed(kemSecretKey, fromBase64url(leaf.sealed), infoOf(place, leaf.member));
  } catch (cause) {
    throw refuse('share.did_not_open', 'this key does not open this share', {}, cause);
  }
  const read = readSharePlaintext(plaintext);
  wipe(plaintext);
  if (read === null) throw refuse('share.did_not_open', 'what was sealed is not a share');
  const share = { ...read, member: leaf.member };
  checkShare({ place, rule, leaf, share });
  return share;
}
