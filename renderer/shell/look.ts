import type { View } from '../../shared/contract/view.ts';
import { t } from '../words/words.ts';

/** The states that are told apart across the room. */
export type StateName = 'sealed' | 'gathering' | 'open' | 'closing' | 'founding' | 'none';
/** What marks everything that is not an emergency; null for the real thing. */
export type Mode = 'drill' | 'practice' | null;

/** How the state is told across the room. */
export interface Look {
  readonly state: StateName;
  readonly mode: Mode;
  /** "OPEN", "DRILL: GATHERING", "PRACTICE: SEALED". */
  readonly word: string;
}

/** What of the state a screen knows better than the snapshot: a drill that is only being declared, an incident being closed. */
export interface LookHint {
  readonly state?: 'closing';
  readonly drill?: 'yes' | 'no';
}

/** How this snapshot is told across the room. `hint` is what the screen knows beyond it. */
export function lookOf(view: View, hint: LookHint = {}): Look {
  const state = stateOf(view, hint);
  const kind = view.window?.kind ?? view.request?.kind ?? null;
  const drill = kind === null ? hint.drill === 'yes' : kind !== 'emergency';
  const practice = view.vault?.kind === 'practice' || view.founding?.kind === 'practice';
  const word = state === 'none' ? '' : t(`shell.state.${state}`);
  return {
    state,
    mode: practice ? 'practice' : drill ? 'drill' : null,
    word: marked(word, { practice, drill, first: kind === 'founding' }),
  };
}

function stateOf(view: View, hint: LookHint): StateName {
  if (view.window !== null) return 'open';
  if (view.request !== null) return 'gathering';
  if (view.founding !== null) return 'founding';
  if (view.vault === null) return 'none';
  return hint.state ?? 'sealed';
}

function marked(state: string, is: { practice: boolean; drill: boolean; first: boolean }): string {
  if (is.practice) return is.drill ? t('shell.state.practiceDrill', { state }) : t('shell.state.practice', { state });
  if (is.first) return t('shell.state.rehearsal', { state });
  return is.drill ? t('shell.state.drill', { state }) : state;
}
