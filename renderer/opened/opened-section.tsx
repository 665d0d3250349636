import { type ReactNode, useDeferredValue } from 'react';
import type { DirectoryRow } from '../../shared/contract/calls.ts';
import type { WindowView } from '../../shared/contract/view.ts';
import { useView } from '../border/use-view.ts';
import { SearchField } from '../kit/search-field.tsx';
import { t } from '../words/words.ts';
import { CredentialList } from './credential-list.tsx';
import { CredentialPane } from './credential-pane.tsx';
import { useOpenedPlace } from './opened-place.ts';
import { PlaybookRail, playbookFor, usePlaybooks } from './playbook-rail.tsx';
import { useCredentialPages } from './use-credential-pages.ts';

export interface OpenedRoomProps {
  readonly opened: WindowView;
  readonly onReadLarge: (row: DirectoryRow, field: { readonly id: string; readonly name: string }) => void;
}

/** The list on one side, the chosen credential in the middle, its playbook on the other side. */
export function OpenedSection({ opened, onReadLarge }: OpenedRoomProps): ReactNode {
  const { vault } = useView();
  const { place, change } = useOpenedPlace();
  const { text, chosen, steps } = place;
  const searched = useDeferredValue(text);
  // What changes a row: titles that were read, and fields that were exposed or used.
  const revision = opened.loaded.done + opened.exposed * 1_000_000;
  const pages = useCredentialPages(searched, revision);
  const held = (vault?.compartments ?? [])
    .filter(({ id }) => opened.compartments.includes(id))
    .reduce((sum, one) => sum + one.credentials, 0);
  const drillOf = (id: string): string => vault?.compartments.find((one) => one.id === id)?.decoyOf ?? id;
  const playbooks = usePlaybooks([...opened.compartments, ...opened.compartments.map(drillOf)]);
  const playbook = playbookFor(playbooks, chosen?.system ?? null);
  const key = playbook?.id ?? playbook?.title ?? '';
  // As the list has it now, since its state may have changed; as it was where the list no longer holds it.
  const row = chosen === null ? null : (pages.find(chosen.id) ?? chosen);
  return (
    <div className={playbook === null ? 'three no-rail' : 'three'}>
      <nav className="side" aria-label={t('emergency.opened.list')}>
        <SearchField
          label={t('emergency.opened.searchOne')}
          placeholder={t('emergency.opened.search', { count: held })}
          value={text}
          onChange={(next) => change({ text: next })}
        />
        <ListState opened={opened} total={pages.total} text={searched} />
        {pages.total === 0 ? null : <CredentialList pages={pages} chosen={row?.id ?? null} onChoose={(next) => change({ chosen: next })} />}
      </nav>
      {row === null ? (
        <section className="card pane stack">
          <h2>{t('emergency.opened.pick.title')}</h2>
          <p className="quiet">{t('emergency.opened.pick.say')}</p>
        </section>
      ) : (
        <CredentialPane key={row.id} row={row} revision={revision} onReadLarge={(field) => onReadLarge(row, field)} />
      )}
      {playbook === null ? null : (
        <PlaybookRail playbook={playbook} done={steps[key] ?? 0} onDone={(done) => change({ steps: { ...steps, [key]: done } })} />
      )}
    </div>
  );
}

function ListState(props: { readonly opened: WindowView; readonly total: number | null; readonly text: string }): ReactNode {
  const { opened, total, text } = props;
  const { done, total: all } = opened.loaded;
  if (done < all) return <p className="small quiet">{t('emergency.opened.loading', { done, total: all })}</p>;
  if (total === null) return null;
  if (total === 0) return <p className="quiet">{text === '' ? t('emergency.opened.empty') : t('emergency.opened.none', { text })}</p>;
  return text === '' ? null : <p className="small quiet">{t('emergency.opened.found', { count: total })}</p>;
}
