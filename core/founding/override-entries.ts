/** What the log says when a founder accepts a rule that one loss locks. */
import { adviseRule } from '../../shared/domain/rule-advice.ts';
import type { SingleDraft } from '../../shared/log/leaf/entry-draft.ts';
import type { FoundingDraft } from '../session/founding-draft.ts';

type Compartment = FoundingDraft['compartments'][number];

/** One `rule.override` for each override that is in force in `next` and was not in `before` for the same rule and sentence. */
export function overrideEntries(before: FoundingDraft | null, next: FoundingDraft): readonly SingleDraft[] {
  const known = new Set(before === null ? [] : before.compartments.filter((one) => locks(before, one) !== null).map(asText));
  return next.compartments.flatMap((one): readonly SingleDraft[] => {
    const members = locks(next, one);
    if (members === null || known.has(asText(one))) return [];
    return [
      {
        act: 'rule.override',
        out: 'ok',
        obj: { k: 'compartment', id: one.id },
        say: { compartment: one.name, sentence: one.override ?? '' },
        d: { warning: 'rule.one_loss_locks', members: members.slice(0, 32) },
      },
    ];
  });
}

/** The members without whom the rule does not open, where the typed sentence keeps it all the same; else null. */
function locks({ members }: FoundingDraft, { name, rule, override }: Compartment): readonly string[] | null {
  const keys = new Map(members.map((member) => [member.id, member.keys.length]));
  const advice = adviseRule(rule, name, members, keys, override);
  return advice.overridden && advice.meaning !== null ? advice.meaning.cannotMiss : null;
}

function asText({ id, name, rule, override }: Compartment): string {
  return JSON.stringify([id, name, rule, override]);
}
