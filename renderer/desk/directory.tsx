import { type ReactNode, useCallback, useDeferredValue, useState } from 'react';
import type { DirectoryRow } from '../../shared/contract/calls.ts';
import type { DeskView } from '../../shared/contract/view.ts';
import { ask } from '../border/ask.ts';
import { usePages } from '../border/use-pages.ts';
import { useNames, useVault } from '../border/use-view.ts';
import { useCommand } from '../hooks/use-command.ts';
import { Button } from '../kit/button.tsx';
import { Countdown } from '../kit/countdown.tsx';
import { ErrorNote } from '../kit/error-note.tsx';
import { LongListbox } from '../kit/long-listbox.tsx';
import { Select } from '../kit/select.tsx';
import { TextField } from '../kit/text-field.tsx';
import { Screen } from '../shell/screen.tsx';
import { t } from '../words/words.ts';
import { DirectoryCard } from './directory-card.tsx';
import { DirectoryLine } from './directory-line.tsx';
import type { DeskPlace } from './place.ts';
import { realFirst } from './real-first.ts';

const ALL = '*';

/** What the vault holds, without any secret: search as typed, one title chosen, what a steward can do. */
export function Directory({ desk, onGo }: { readonly desk: DeskView; readonly onGo: (place: DeskPlace) => void }): ReactNode {
  const nameOf = useNames();
  const leaving = useCommand();
  const steward = desk.roles.includes('steward');
  const blocked = steward ? null : t('desk.onlySteward');
  return (
    <Screen
      id="directory"
      title={t('desk.title')}
      subtitle={
        <>
          {t('desk.here', { name: nameOf(desk.member) })}; {t('desk.closesIn')} <Countdown inMs={desk.closesInMs} />.
        </>
      }
      buttons={
        <>
          <Button onPress={() => void leaving.run(async () => void (await ask('desk.leave', {})))}>{t('desk.leave')}</Button>
          <Button blocked={steward ? null : ''} onPress={() => onGo({ at: 'import' })}>
            {t('desk.import')}
          </Button>
          <Button kind="main" blocked={blocked} onPress={() => onGo({ at: 'deposit', replaces: null, form: 1 })}>
            {t('desk.deposit')}
          </Button>
        </>
      }
    >
      <div className="stack">
        <ErrorNote error={leaving.error} />
        <Titles titles={desk.titles} onReplace={steward ? (row) => onGo({ at: 'deposit', replaces: row, form: 1 }) : null} />
      </div>
    </Screen>
  );
}

function Titles({ titles, onReplace }: { readonly titles: number; readonly onReplace: ((row: DirectoryRow) => void) | null }): ReactNode {
  const compartments = realFirst(useVault().compartments);
  const [text, setText] = useState('');
  const [compartment, setCompartment] = useState<string | null>(null);
  const [chosen, setChosen] = useState<DirectoryRow | null>(null);
  const asked = useDeferredValue(text);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a directory that has changed is another question
  const load = useCallback(
    (offset: number, limit: number) => ask('directory.list', { text: asked, compartment, offset, limit }),
    [asked, compartment, titles],
  );
  const pages = usePages(load);
  const { total } = pages;
  const filtered = text !== '' || compartment !== null;
  return (
    <div className="two">
      <div className="stack">
        <div className="find">
          <TextField
            kind="search"
            label={t('log.filters.search')}
            placeholder={t('desk.search')}
            value={text}
            onChange={setText}
            maxLength={200}
          />
          <Select
            label={t('desk.compartment')}
            value={compartment ?? ALL}
            options={[
              { value: ALL, label: t('desk.everyCompartment') },
              ...compartments.map(({ id, name }) => ({ value: id, label: name })),
            ]}
            onChange={(value) => setCompartment(value === ALL ? null : value)}
          />
        </div>
        <ErrorNote error={pages.error} />
        {total === null ? <p className="quiet">{pages.error === null ? t('desk.loading') : ''}</p> : null}
        {total === 0 && !filtered ? (
          <>
            <h2>{t('desk.none')}</h2>
            <p>{t('desk.noneNext')}</p>
          </>
        ) : null}
        {total === 0 && filtered ? (
          <div className="row">
            <p>{t('desk.noneFound', { text })}</p>
            <Button
              onPress={() => {
                setText('');
                setCompartment(null);
              }}
            >
              {t('desk.noneFoundFix')}
            </Button>
          </div>
        ) : null}
        {total === null || total === 0 ? null : (
          <>
            <p className="quiet" role="status">
              {t('desk.found', { count: total })}
            </p>
            <LongListbox
              label={t('desk.list')}
              count={total}
              rowAt={pages.rowAt}
              draw={(row) => <DirectoryLine row={row} />}
              isChosen={(row) => row.id === chosen?.id}
              onChoose={setChosen}
              onSight={pages.need}
              rowRem={4.25}
            />
          </>
        )}
      </div>
      <aside className="stack" aria-label={t('desk.about')}>
        {chosen === null ? <p className="quiet">{t('desk.pick')}</p> : <DirectoryCard row={chosen} onReplace={onReplace} />}
      </aside>
    </div>
  );
}
