/**
 * The acts of the screen that draws a rule. Each takes a well-formed rule and gives another, or throws the `rule.*` code
 * of what it would break; the one given is never changed. A path that leads nowhere is `rule.empty`.
 */
import { AppError } from '../base/app-error.ts';
import type { Member } from './member.ts';
import { type Rule, type RulePath, ruleAt, ruleMembers, type Threshold } from './rule.ts';
import { checkRule } from './rule-check.ts';

/** "Any `need` of these people": where every drawing begins. */
export function startRule(need: number, members: readonly string[]): Threshold {
  return wellFormed({ kind: 'threshold', name: '', need, of: members.map(leaf) });
}

/** The rule with this member added to the group. Returns a new rule. */
export function addMember(rule: Threshold, group: RulePath, member: string): Threshold {
  return edited(rule, group, (at) => ({ ...at, of: [...at.of, leaf(member)] }));
}

/**
 * Takes a person or a group away. A group left without people goes too, its threshold falls when fewer are left than it
 * needs, and an outermost rule left with one group becomes that group.
 */
export function removePart(rule: Threshold, path: RulePath): Threshold {
  const choice = path.at(-1);
  const group = path.slice(0, -1);
  const at = thresholdAt(rule, group);
  if (choice === undefined || at.of[choice] === undefined) throw new AppError('rule.empty', 'there is no such part');
  if (at.of.length === 1) return removePart(rule, group);
  const left = edited(rule, group, (old) => {
    const of = old.of.filter((_, i) => i !== choice);
    return { ...old, of, need: Math.min(old.need, of.length) };
  });
  const [only] = left.of;
  return left.of.length === 1 && only?.kind === 'threshold' ? { ...only, name: left.name } : left;
}

/** The rule with one more needed in the group. Throws as `checkRule` when the group has no more. */
export function needMore(rule: Threshold, group: RulePath): Threshold {
  return edited(rule, group, (at) => ({ ...at, need: at.need + 1 }));
}

/** The rule with one fewer needed in the group. Throws as `checkRule` when only one was needed. */
export function needFewer(rule: Threshold, group: RulePath): Threshold {
  return edited(rule, group, (at) => ({ ...at, need: at.need - 1 }));
}

/** The rule with the group renamed. */
export function renameGroup(rule: Threshold, group: RulePath, name: string): Threshold {
  return edited(rule, group, (at) => ({ ...at, name }));
}

/** A further group of people, or of one; it takes part in what the threshold around it asks. */
export function addGroup(
  rule: Threshold,
  around: RulePath,
  group: { readonly name: string; readonly members: readonly string[] },
): Threshold {
  return edited(rule, around, (at) => {
    const all = at.need === at.of.length;
    const added: Threshold = { kind: 'threshold', name: group.name, need: 1, of: group.members.map(leaf) };
    return { ...at, of: [...at.of, added], need: all ? at.need + 1 : at.need };
  });
}

/**
 * Makes what is at `path` a group inside a new one, so that others can stand beside it: "3 of 5" becomes "3 of Ops",
 * ready for "and 1 of Security". `name` is the name of what was there, or of the group around a person.
 */
export function nestPart(rule: Threshold, path: RulePath, name: string): Threshold {
  const part = ruleAt(rule, path);
  if (part === null) throw new AppError('rule.empty', 'there is no such part');
  if (part.kind === 'member') return wellFormed(replaced(rule, path, { kind: 'threshold', name, need: 1, of: [part] }));
  return wellFormed(replaced(rule, path, { kind: 'threshold', name: part.name, need: 1, of: [{ ...part, name }] }));
}

function leaf(member: string): Rule {
  return { kind: 'member', member };
}

function edited(rule: Threshold, path: RulePath, edit: (at: Threshold) => Threshold): Threshold {
  return wellFormed(replaced(rule, path, edit(thresholdAt(rule, path))));
}

function thresholdAt(rule: Threshold, path: RulePath): Threshold {
  const at = ruleAt(rule, path);
  if (at === null || at.kind === 'member') throw new AppError('rule.empty', 'there is no such group');
  return at;
}

function replaced(rule: Threshold, path: RulePath, part: Threshold): Threshold {
  const [choice, ...rest] = path;
  if (choice === undefined) return part;
  const of = rule.of.map((old, i) => {
    if (i !== choice) return old;
    return old.kind === 'threshold' ? replaced(old, rest, part) : part;
  });
  return { ...rule, of };
}

/** Who may hold a share is not the drawing's question: `checkRule` asks it again, of the real members. */
function wellFormed(rule: Threshold): Threshold {
  const drawn = ruleMembers(rule).map((id): Member => ({ id, name: id, roles: ['custodian'] }));
  checkRule(rule, drawn);
  return rule;
}
