import '../face/rooms.css';
import './log.css';
import { type ReactNode, useCallback, useDeferredValue, useState } from 'react';
import { ask } from '../border/ask.ts';
import { useNames, useView } from '../border/use-view.ts';
import { useCommand } from '../hooks/use-command.ts';
import { Button } from '../kit/button.tsx';
import { ErrorNote } from '../kit/error-note.tsx';
import { announce } from '../kit/live-region.tsx';
import { LongRows } from '../kit/long-rows.tsx';
import { Note } from '../kit/note.tsx';
import { Screen } from '../shell/screen.tsx';
import { t } from '../words/words.ts';
import { EVERYTHING, Filters } from './filters.tsx';
import { Proof, type Verified } from './proof.tsx';
import { LogLine } from './row.tsx';
import { useLogRows } from './use-log-rows.ts';

/** The record, in plain words: rows and filters, the head and its six words, the verdict of a verification. */
export function LogSection(): ReactNode {
  const { log } = useView();
  const verifying = useCommand();
  const exporting = useCommand();
  const [verified, setVerified] = useState<Verified | null>(null);
  const [folder, setFolder] = useState<string | null>(null);
  const verify = (): void =>
    void verifying.run(async () => {
      const result = await ask('log.verify', {});
      setVerified(result);
      announce(t(`log.proof.${result.verdict}`), 'now');
    });
  const save = (): void => void exporting.run(async () => setFolder((await ask('log.export', {})).folder));
  const again = verified !== null || (log?.lastVerified ?? null) !== null;
  return (
    <Screen
      id="log"
      title={t('log.title')}
      buttons={
        <>
          <Button onPress={verify} busy={verifying.busy ? t('log.verifying') : null}>
            {again ? t('log.verifyAgain') : t('log.verify')}
          </Button>
          <Button kind="main" onPress={save} busy={exporting.busy ? t('kit.busy') : null}>
            {t('log.export')}
          </Button>
        </>
      }
    >
      <div className="stack">
        <ErrorNote error={verifying.error ?? exporting.error} />
        {folder === null ? null : <Note verdict="good" title={t('log.exported', { folder })} />}
        {log === null ? null : (
          <div className="two">
            <Entries entries={log.entries} />
            <Proof log={log} verified={verified} />
          </div>
        )}
      </div>
    </Screen>
  );
}

function Entries({ entries }: { readonly entries: number }): ReactNode {
  const [filter, setFilter] = useState(EVERYTHING);
  const asked = useDeferredValue(filter);
  const { total, rows, incidents, error, need } = useLogRows(asked, entries);
  const nameOf = useNames();
  const { sync } = useView();
  const received = sync === null || sync.waiting === 0 ? null : (sync.received?.entries ?? null);
  const onSight = useCallback((_first: number, last: number) => need(last), [need]);
  const which = filter.incident === null ? '' : t('log.ofIncident', { incident: filter.incident });
  return (
    <div className="stack">
      <Filters filter={filter} incidents={incidents} onChange={setFilter} />
      <ErrorNote error={error} />
      {total === null ? <p className="quiet">{error === null ? t('log.loading') : ''}</p> : null}
      {total === 0 ? (
        <div className="row">
          <p>{t('log.none')}</p>
          <Button onPress={() => setFilter(EVERYTHING)}>{t('log.noneFix')}</Button>
        </div>
      ) : null}
      {total === null || total === 0 ? null : (
        <>
          <p className="quiet" role="status">
            {t('log.count', { count: total, which })}
          </p>
          <LongRows
            label={t('log.entries')}
            count={total}
            rowAt={(index) => rows[index] ?? null}
            draw={(row) => <LogLine row={row} nameOf={nameOf} received={received} />}
            onSight={onSight}
            rowRem={2.5}
          />
        </>
      )}
    </div>
  );
}
