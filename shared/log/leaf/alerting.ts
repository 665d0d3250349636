/** Which entries go ahead of the rest, and how loudly (FORMAT.md §13). Pure: station and collector ask the same table. */
import type { Action } from './action.ts';
import type { Entry, Phase } from './entry.ts';

/** How much an alert matters, the most first. */
export type Severity = 'critical' | 'high' | 'medium' | 'low' | 'info';

interface Rule {
  /** The phase that raises it: an intent is told before its effect, and not again with its result. */
  readonly ph: Phase;
  readonly severity: Severity;
  /** Raised by a result that failed as well: what was asked for did not happen. */
  readonly failed?: Severity;
}

const RULES: Partial<Record<Action, Rule>> = {
  'request.declare': { ph: 'single', severity: 'critical' },
  'vault.unseal': { ph: 'intent', severity: 'critical', failed: 'critical' },
  'window.extend': { ph: 'single', severity: 'critical' },
  'item.reveal': { ph: 'intent', severity: 'critical' },
  'item.copy': { ph: 'intent', severity: 'critical' },
  'item.code': { ph: 'intent', severity: 'critical' },
  'item.large': { ph: 'intent', severity: 'critical' },
  'item.save': { ph: 'intent', severity: 'critical' },
  'log.rollback_detected': { ph: 'single', severity: 'critical' },
  'share.reject': { ph: 'single', severity: 'high' },
  'ceremony.refuse': { ph: 'single', severity: 'high' },
  'ceremony.deny': { ph: 'single', severity: 'high' },
  'log.full': { ph: 'single', severity: 'high' },
  'recovery.unknown': { ph: 'single', severity: 'high' },
  'border.refused': { ph: 'single', severity: 'high' },
  'time.backward': { ph: 'single', severity: 'medium' },
};

/** How loudly this entry is told at once; null when it waits for its turn. A drill or practice is told, and never loudly. */
export function alertSeverity({
  act,
  ph,
  out,
  drill,
  practice,
}: Pick<Entry, 'act' | 'ph' | 'out' | 'drill' | 'practice'>): Severity | null {
  const rule = RULES[act];
  if (rule === undefined) return null;
  const failed = ph === 'result' && out === 'failed' ? (rule.failed ?? null) : null;
  const severity = rule.ph === ph ? rule.severity : failed;
  return severity !== null && (drill || practice) ? 'info' : severity;
}
