import type { ClosingView } from '../../shared/contract/view.ts';
import { t } from '../words/words.ts';

/** What still stands between a sealed use and its close: "two rotations", "a word on what it was". Empty when nothing does. */
export function missingWords({ missing }: ClosingView): readonly string[] {
  const out: string[] = [];
  if (missing.rotations > 0) out.push(t('emergency.closing.close.rotations', { count: missing.rotations }));
  if (missing.retests > 0) out.push(t('emergency.closing.close.retests', { count: missing.retests }));
  if (missing.classification) out.push(t('emergency.closing.close.classification'));
  return out;
}
