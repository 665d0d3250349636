import { combine, split } from 'shamir-secret-sharing';
import { AppError } from '../base/app-error.ts';
import { type Bytes, copyOf } from '../base/bytes.ts';

const MAX_SHARES = 255;

function requireThreshold(need: number, of: number): void {
  if (!Number.isInteger(need) || !Number.isInteger(of) || need < 1 || need > of || of > MAX_SHARES) {
    throw new AppError('crypto.bad_parameters', `cannot share among ${of} with ${need} needed`, { detail: { need, of } });
  }
}

/**
 * `of` shares of `secret`, any `need` of which give it back and fewer of which say nothing about it. With `need` 1 each
 * share is a copy of the secret; else it is one byte longer, its last byte being x, 1 to 255, distinct.
 * The coefficients come from the library's own generator, which is the operating system's. Throws `crypto.bad_parameters`.
 */
export async function splitSecret(secret: Uint8Array, need: number, of: number): Promise<Bytes[]> {
  requireThreshold(need, of);
  if (secret.length === 0) throw new AppError('crypto.bad_parameters', 'nothing to share');
  if (need === 1) return Array.from({ length: of }, () => copyOf(secret));
  const own = copyOf(secret); // the library wants exactly a Uint8Array, and Node's Buffer is none
  const shares = await split(own, of, need);
  own.fill(0);
  return shares.map(copyOf);
}

/** x of a share from a split with `need` ≥ 2. Throws `share.bad_index` for 0, at which the secret itself lies. */
export function shareIndex(share: Uint8Array): number {
  const x = share.at(-1);
  if (x === undefined || x === 0) throw new AppError('share.bad_index', 'a share has an index from 1 to 255');
  return x;
}

/**
 * The secret of `secretLength` bytes that exactly `need` shares of one split give.
 *
 * Checked here, since the library checks none of it: how many (`share.too_few`; more than `need` is the caller's mistake,
 * `crypto.bad_parameters`), lengths (`share.wrong_length`), indices (`share.bad_index`, `share.duplicate_index`).
 * Not promised: that the shares belong together. Wrong ones of the right form give a wrong secret, so the caller must
 * check each share against its commitment before, and the result against what is known of the secret after.
 */
export async function combineSecret(shares: readonly Uint8Array[], need: number, secretLength: number): Promise<Bytes> {
  requireThreshold(need, MAX_SHARES);
  if (shares.length < need)
    throw new AppError('share.too_few', `${shares.length} shares where ${need} are needed`, { detail: { have: shares.length, need } });
  if (shares.length > need) throw new AppError('crypto.bad_parameters', `exactly ${need} shares are combined, not ${shares.length}`);
  const length = need === 1 ? secretLength : secretLength + 1;
  for (const share of shares) {
    if (share.length !== length) throw new AppError('share.wrong_length', `a share here has ${length} bytes, not ${share.length}`);
  }
  const [only] = shares;
  if (need === 1 && only !== undefined) return copyOf(only);
  const indices = new Set(shares.map(shareIndex));
  if (indices.size !== shares.length) throw new AppError('share.duplicate_index', 'two shares have the same index');
  return copyOf(await combine(shares.map(copyOf)));
}
