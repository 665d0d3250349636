import type { Action } from '../../../shared/log/leaf/action.ts';
import type { EntryDraft } from '../../../shared/log/leaf/entry-draft.ts';

/** Acts that end something or only report it. Everything else waits until there is space. */
const ALLOWED_WHEN_FULL: ReadonlySet<Action> = new Set<Action>([
  'vault.seal',
  'item.hide',
  'request.abort',
  'request.lapse',
  'ceremony.deny',
  'ceremony.refuse',
  'share.reject',
  'desk.close',
  'app.start',
  'app.stop',
  'log.full',
  'log.verify',
  'log.rollback_detected',
  'recovery.unknown',
  'time.jump',
  'time.backward',
]);

/**
 * Whether an entry may use the last space of a full disk. True for acts that end something, for results, and for the ceremony
 * that was under way when the disk filled (`ongoing`), as long as it opens nothing new.
 */
export function mayWriteWhenFull(draft: EntryDraft, ongoing: ReadonlySet<string>): boolean {
  if (ALLOWED_WHEN_FULL.has(draft.act) || ('ph' in draft && draft.ph === 'result')) return true;
  if (draft.act === 'vault.unseal' || draft.act === 'window.extend') return false;
  return draft.cer !== undefined && draft.cer !== null && ongoing.has(draft.cer);
}
