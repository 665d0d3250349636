import '../face/rooms.css';
import { type ReactNode, useEffect, useState } from 'react';
import { AppError, isAppError } from '../../shared/base/app-error.ts';
import { ask } from '../border/ask.ts';
import { useView } from '../border/use-view.ts';
import { Choice } from '../kit/choice.tsx';
import { ErrorNote } from '../kit/error-note.tsx';
import { Screen } from '../shell/screen.tsx';
import { say } from '../words/words.ts';
import type { Report } from './report.ts';
import { ReportTable } from './report-table.tsx';
import { Typical } from './typical.tsx';

const SHOWN = ['all', 'emergency', 'drill'] as const;
type Shown = (typeof SHOWN)[number];

/** What came of every emergency and every drill: how fast, how many refused, what was seen. */
export function ReportsRoom(): ReactNode {
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
      title={say('reports.title')}
      {...(reports === null || reports.length === 0 ? {} : { say: say('reports.summary', { count: reports.length }) })}
    >
      <div className="stack">
        <ErrorNote error={error} />
        {reports === null && error === null ? <p className="quiet">{say('reports.loading')}</p> : null}
        {reports !== null && reports.length === 0 ? (
          <>
            <h2>{say('reports.none')}</h2>
            <p>{say('reports.noneNext')}</p>
          </>
        ) : null}
        {reports === null || reports.length === 0 ? null : (
          <>
            <div className="row apart">
              <Choice
                label={say('reports.show')}
                labelling="hidden"
                value={shown}
                options={SHOWN.map((value) => ({ value, label: say(`reports.shows.${value}`) }))}
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
