/** Which entries go ahead of the rest, and how loudly (FORMAT.md §13). Pure: station and collector ask the same table. */
import type { Action } from './action.ts';
import type { Entry, Phase } from './entry.ts';

export type Severity = 'critical' | 'high' | 'medium' | 'low' | 'info';

interface Rule {
  /** The phase that raises it: an intent is told before its effect, never again with its result. */
  readonly ph: Phase;
  readonly severity: Severity;
}

const RULES: Partial<Record<Action, Rule>> = {
  'request.declare': { ph: 'single', severity: 'critical' },
  'vault.unseal': { ph: 'intent', severity: 'critical' },
  'vault.unseal_failed': { ph: 'single', severity: 'critical' },
  'window.extend': { ph: 'single', severity: 'critical' },
  'item.reveal': { ph: 'intent', severity: 'critical' },
  'item.copy': { ph: 'intent', severity: 'critical' },
  'item.code': { ph: 'intent', severity: 'critical' },
  'item.large': { ph: 'intent', severity: 'critical' },
  'item.save': { ph: 'intent', severity: 'critical' },
  'log.rollback_detected': { ph: 'single', severity: 'critical' },
  'log.moved': { ph: 'single', severity: 'critical' },
  'share.reject': { ph: 'single', severity: 'high' },
  'ceremony.refuse': { ph: 'single', severity: 'high' },
  'ceremony.deny': { ph: 'single', severity: 'high' },
  'log.full': { ph: 'single', severity: 'high' },
  'log.restored': { ph: 'single', severity: 'high' },
  'recovery.unknown': { ph: 'single', severity: 'high' },
  'border.refused': { ph: 'single', severity: 'high' },
  'time.backward': { ph: 'single', severity: 'medium' },
};

/** How loudly this entry is told at once; null when it waits for its turn. A drill or practice is told, and never loudly. */
export function alertSeverity({ act, ph, drill, practice }: Pick<Entry, 'act' | 'ph' | 'drill' | 'practice'>): Severity | null {
  const rule = RULES[act];
  if (rule?.ph !== ph) return null;
  return drill || practice ? 'info' : rule.severity;
}
