import fc from 'fast-check';
import type { Rule, Threshold } from '../../../shared/domain/rule.ts';

/** "a" to "h" and on: few people, so that the same one often stands in several groups. */
export function people(count: number): readonly string[] {
  return Array.from({ length: count }, (_, i) => String.fromCharCode(97 + i));
}

export function person(member: string): Rule {
  return { kind: 'member', member };
}

export function anyOf(need: number, members: readonly string[], name = ''): Threshold {
  return { kind: 'threshold', name, need, of: members.map(person) };
}

export function groups(need: number, of: readonly Rule[], name = ''): Threshold {
  return { kind: 'threshold', name, need, of };
}

/** A well-formed rule of at most eight leaves over at most `count` people. */
export function smallRule(count = 6): fc.Arbitrary<Threshold> {
  const flat = fc
    .tuple(fc.subarray([...people(count)], { minLength: 1, maxLength: 4 }), fc.nat())
    .map(([members, seed]) => anyOf(1 + (seed % members.length), members, 'group'));
  const nested = fc
    .tuple(fc.array(flat, { minLength: 1, maxLength: 3 }), fc.subarray([...people(count)], { maxLength: 2 }), fc.nat())
    .map(([parts, members, seed]) => groups(1 + (seed % (parts.length + members.length)), [...parts, ...members.map(person)]));
  const deep = fc
    .tuple(nested, flat, fc.constantFrom(1, 2))
    .map(([inner, other, need]) => groups(need, [{ ...inner, name: 'inner' }, other]));
  return fc.oneof(flat, nested, deep).filter((rule) => leafCount(rule) <= 8);
}

/** Every subset of `members`: the brute force that the exact answers are held against. */
export function subsets(members: readonly string[]): readonly (readonly string[])[] {
  return Array.from({ length: 2 ** members.length }, (_, bits) => members.filter((_member, i) => Math.floor(bits / 2 ** i) % 2 === 1));
}

/** What a rule says, read as naively as can be. */
export function naivelyOpens(rule: Rule, set: readonly string[]): boolean {
  if (rule.kind === 'member') return set.includes(rule.member);
  return rule.of.filter((part) => naivelyOpens(part, set)).length >= rule.need;
}

function leafCount(rule: Rule): number {
  return rule.kind === 'member' ? 1 : rule.of.reduce((sum, part) => sum + leafCount(part), 0);
}
