import { ACTIONS, type Action } from './action.ts';
import type { Entry } from './entry.ts';

/** Acts whose own sentence tells that something was refused. */
const REFUSALS: ReadonlySet<Action> = new Set<Action>([
  'share.reject',
  'ceremony.deny',
  'ceremony.refuse',
  'enroll.refused',
  'border.refused',
  'collector.refused',
  'sync.refused',
]);

/** What an entry says in one sentence, with `FAILED:` or `REFUSED:` before an act that did not come about. */
export function actSentence({ act, out }: Pick<Entry, 'act' | 'out'>): string {
  const undone = (out === 'failed' || out === 'refused') && !REFUSALS.has(act);
  return undone ? `${out.toUpperCase()}: ${ACTIONS[act]}` : ACTIONS[act];
}
