import type { EntryDraft } from '../../../shared/log/leaf/entry-draft.ts';
import { STORY, seeded } from './sample-log.ts';

const ACTS = ['ceremony.approve', 'deposit.store', 'vault.seal', 'item.hide', 'config.change'] as const;

/** So many drafts as a station writes them in months, each with ids of its own; one emergency among the last of them. */
export function quietDrafts(count: number): EntryDraft[] {
  const random = seeded('quiet');
  const id = (): string => Buffer.from(random(12)).toString('base64url');
  const quiet = Array.from({ length: count - STORY.length }, (_, n): EntryDraft => {
    const act = ACTS[n % ACTS.length] ?? 'config.change';
    const who = [{ id: `m_${n % 7}`, role: 'custodian', am: ['key', 'pin'], key: `key-${n % 14}` }];
    return {
      act,
      out: 'ok',
      who,
      cer: `r_${id()}`,
      obj: { k: 'credential', id: `x_${id()}` },
      d: { n },
      say: { title: `System ${n % 97}` },
    };
  });
  return [...quiet, ...STORY.map((draft) => ('ref' in draft ? { ...draft, ref: draft.ref + quiet.length } : draft))];
}
