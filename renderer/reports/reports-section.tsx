import '../face/rooms.css';
import { type ReactNode, useEffect, useState } from 'react';
import { AppError, isAppError } from '../../shared/base/app-error.ts';
import { ask } from '../border/ask.ts';
import { useView } from '../border/use-view.ts';
import { Choice } from '../kit/choice.tsx';
import { ErrorNote } from '../kit/error-note.tsx';
import { Screen } from '../shell/screen.tsx';
import { t } from '../words/words.ts';
import type { Report } from './report.ts';
import { ReportTable } from './report-table.tsx';
import { Typical } from './typical.tsx';

const SHOWN = ['all', 'emergency', 'drill'] as const;
type Shown = (typeof SHOWN)[number];

/** What came of every emergency and every drill: how fast, how many refused, what was seen. */
export function ReportsSection(): ReactNode {
  const { log } = useView();
  const entries = log?.entries ?? 0;
  const [reports, setReports] = useState<readonly Report[] | null>(null);
  const [error, setError] = useState<AppError | null>(null);
  const [shown, setShown] = useState<Shown>('all');
  // biome-ignore lint/correctness/useExhaustiveDependencies: a log that has grown may hold a further report
  useEffect(() => {
    let here = true;
    ask('reports.list', {}).then(
      (answer) => {
        if (!here) return;
        setReports(answer.reports);
        setError(null);
      },
      (thrown: unknown) => {
        if (here) setError(isAppError(thrown) ? thrown : new AppError('internal', String(thrown)));
      },
    );
    return () => {
      here = false;
    };
  }, [entries]);
  const rows = (reports ?? []).filter((report) => shown === 'all' || (report.kind === 'emergency') === (shown === 'emergency'));
  return (
    <Screen
      id="reports"
      title={t('reports.title')}
      {...(reports === null || reports.length === 0 ? {} : { subtitle: t('reports.summary', { count: reports.length }) })}
    >
      <div className="stack">
        <ErrorNote error={error} />
        {reports === null && error === null ? <p className="quiet">{t('reports.loading')}</p> : null}
        {reports !== null && reports.length === 0 ? (
          <>
            <h2>{t('reports.none')}</h2>
            <p>{t('reports.noneNext')}</p>
          </>
        ) : null}
        {reports === null || reports.length === 0 ? null : (
          <>
            <div className="row apart">
              <Choice
                label={t('reports.show')}
                labelling="hidden"
                value={shown}
                options={SHOWN.map((value) => ({ value, label: t(`reports.shows.${value}`) }))}
                onChange={setShown}
              />
              <Typical reports={rows} />
            </div>
            <ReportTable reports={rows} />
          </>
        )}
      </div>
    </Screen>
  );
}
