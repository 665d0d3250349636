import { AppError } from '../base/app-error.ts';
import type { Bytes } from '../base/bytes.ts';
import { combineSecret, shareIndex, splitSecret } from '../crypto/shamir.ts';
import { wipe } from '../crypto/wipe.ts';
import type { Rule, RulePath, Threshold } from '../domain/rule.ts';
import { SEED_BYTES } from './identity.ts';
import { pathText } from './rule-form.ts';

/** A value at a leaf of a rule. */
export interface LeafValue {
  readonly path: RulePath;
  readonly member: string;
  readonly value: Bytes;
}

/** Whether a threshold splits its value; one that needs a single part copies it. */
function splits(rule: Threshold): boolean {
  return rule.need > 1;
}

/** The values of all leaves under `rule` whose own value is `value`, in the rule's order. */
export async function splitAlong(rule: Rule, value: Bytes, path: RulePath = []): Promise<LeafValue[]> {
  if (rule.kind === 'member') return [{ path, member: rule.member, value }];
  const parts = await splitSecret(value, rule.need, rule.of.length);
  const leaves: LeafValue[] = [];
  for (const [i, part] of rule.of.entries()) {
    const own = parts[i] as Bytes; // splitSecret gives one for each part
    leaves.push(...(await splitAlong(part, own, [...path, i])));
    if (part.kind === 'threshold') wipe(own);
  }
  return leaves;
}

/** How many bytes a value at `path` has, and whether its last one is a share index. Null when there is no such leaf. */
export function leafShape(rule: Rule, path: RulePath): { length: number; indexed: boolean; member: string } | null {
  let at: Rule = rule;
  let length = SEED_BYTES;
  let indexed = false;
  for (const choice of path) {
    if (at.kind !== 'threshold') return null;
    indexed = splits(at);
    if (indexed) length += 1;
    const next: Rule | undefined = at.of[choice];
    if (next === undefined) return null;
    at = next;
  }
  return at.kind === 'member' ? { length, indexed, member: at.member } : null;
}

/** The value at `path`, or null when too few of its parts are there. */
async function gather(rule: Rule, path: RulePath, length: number, values: ReadonlyMap<string, Bytes>): Promise<Bytes | null> {
  if (rule.kind === 'member') return values.get(pathText(path)) ?? null;
  const present = await gatherParts(rule, path, length, values);
  return present.length < rule.need ? null : combineSecret(present.slice(0, rule.need), rule.need, length);
}

async function gatherParts(rule: Threshold, path: RulePath, length: number, values: ReadonlyMap<string, Bytes>): Promise<Bytes[]> {
  const present: Bytes[] = [];
  for (const [i, part] of rule.of.entries()) {
    const value = await gather(part, [...path, i], splits(rule) ? length + 1 : length, values);
    if (value !== null) present.push(value);
  }
  if (splits(rule)) requireDistinctIndices(present, rule, path);
  return present;
}

/** Over all that are present: a surplus share with another one's index is as wrong as one that is used. */
function requireDistinctIndices(present: readonly Bytes[], rule: Threshold, path: RulePath): void {
  if (new Set(present.map(shareIndex)).size === present.length) return;
  const detail = { group: rule.name, path: pathText(path) };
  throw new AppError('share.duplicate_index', 'two parts of one threshold have the same index', { detail });
}

/**
 * The seed that these leaf values give, by path as text. At each threshold exactly `need` parts are combined, the first
 * in the rule's order. Throws `share.too_few` (detail `have`, `need`: parts of the outermost threshold) and `share.duplicate_index`.
 * Not promised: that it is the right seed. Check each value before and the seed after.
 */
export async function combineAlong(rule: Threshold, values: ReadonlyMap<string, Bytes>): Promise<Bytes> {
  const present = await gatherParts(rule, [], SEED_BYTES, values);
  return combineSecret(present.slice(0, rule.need), rule.need, SEED_BYTES);
}
