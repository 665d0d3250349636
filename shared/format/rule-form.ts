import { z } from 'zod';
import { MAX_RULE_DEPTH, MAX_RULE_LEAVES, type MemberLeaf, type Rule, type RulePath, type Threshold } from '../domain/rule.ts';
import { idOf } from './ids.ts';
import { lineOrEmpty } from './text.ts';

const leafForm: z.ZodType<MemberLeaf> = z.strictObject({ kind: z.literal('member'), member: idOf('member') }).readonly();

/** Finite by construction, so that stored JSON cannot make the reader recurse. */
function thresholdForm(depth: number): z.ZodType<Threshold> {
  const part: z.ZodType<Rule> = depth === 1 ? leafForm : z.union([leafForm, thresholdForm(depth - 1)]);
  return z
    .strictObject({ kind: z.literal('threshold'), name: lineOrEmpty, need: z.int(), of: z.array(part).max(MAX_RULE_LEAVES).readonly() })
    .readonly();
}

/** A rule within stored JSON (FORMAT.md §6). Whether it makes sense over its members is `checkRule`'s to say. */
export const ruleForm = thresholdForm(MAX_RULE_DEPTH);

export const pathForm: z.ZodType<RulePath> = z
  .array(
    z
      .int()
      .min(0)
      .max(MAX_RULE_LEAVES - 1),
  )
  .min(1)
  .max(MAX_RULE_DEPTH)
  .readonly();

/** A path as part of a context: its numbers joined by dots. */
export function pathText(path: RulePath): string {
  return path.join('.');
}
