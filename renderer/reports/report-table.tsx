import type { ReactNode } from 'react';
import { useMinute } from '../border/ticker.ts';
import { Sign } from '../kit/sign.tsx';
import { type Column, Table } from '../kit/table.tsx';
import { catalogue } from '../words/catalogue.ts';
import { span, utcDay, utcTime } from '../words/time.ts';
import { t, type WordKey } from '../words/words.ts';
import type { Report } from './report.ts';

/** One row an incident or drill, the newest first. */
export function ReportTable({ reports }: { readonly reports: readonly Report[] }): ReactNode {
  const now = useMinute();
  const columns: readonly Column<Report>[] = [
    { name: t('reports.column.incident'), kind: 'name', cell: (report) => <Incident report={report} now={now} /> },
    { name: t('reports.column.quorum'), kind: 'sign', cell: ({ toQuorumMs }) => <Span ms={toQuorumMs} never={t('reports.never')} /> },
    { name: t('reports.column.first'), kind: 'sign', cell: ({ toFirstMs }) => <Span ms={toFirstMs} never={t('reports.noneUsed')} /> },
    {
      name: t('reports.column.refusals'),
      kind: 'sign',
      cell: ({ refusals }) => (refusals === 0 ? <span className="quiet">{t('reports.noRefusals')}</span> : <b>{refusals}</b>),
    },
    { name: t('reports.column.exposed'), kind: 'sign', cell: ({ exposures }) => <Exposed count={exposures} /> },
    { name: t('reports.column.ended'), kind: 'text', cell: (report) => <Ended report={report} /> },
  ];
  return <Table caption={t('reports.title')} columns={columns} rows={reports} rowKey={(report) => report.request} />;
}

function Incident({ report, now }: { readonly report: Report; readonly now: number }): ReactNode {
  const drill = report.kind !== 'emergency';
  return (
    <>
      <span className="name">{report.incident}</span>
      <span className={drill ? 'kind drill-word' : 'kind small quiet'}>{t(`reports.kind.${report.kind}`)}</span>
      <span className="small quiet">
        {t('reports.declared', { when: `${utcDay(report.declaredAt, now)}, ${utcTime(report.declaredAt)}` })}
      </span>
    </>
  );
}

function Span({ ms, never }: { readonly ms: number | null; readonly never: string }): ReactNode {
  return ms === null ? <span className="quiet">{never}</span> : <b className="nowrap">{span(ms)}</b>;
}

function Exposed({ count }: { readonly count: number }): ReactNode {
  if (count === 0) return <span className="quiet">{t('reports.exposedNone')}</span>;
  return (
    <Sign shape="exposed" tone="ink">
      {t('reports.exposed', { count })}
    </Sign>
  );
}

function Ended({ report }: { readonly report: Report }): ReactNode {
  const { classifiedAs } = report;
  return (
    <>
      <span>{endedWords(report.endedHow)}</span>
      <br />
      {classifiedAs === null ? (
        report.openedAt === null ? null : (
          <span className="small quiet">{t('reports.unclassified')}</span>
        )
      ) : (
        <span className={classifiedAs === 'misuse' ? 'small bad' : 'small quiet'}>
          {t('reports.classified', { as: classWords(classifiedAs) })}
        </span>
      )}
    </>
  );
}

/** The catalogue has every way to end of this version; another is shown as it is. */
function endedWords(how: string): string {
  return Object.hasOwn(catalogue.reports.ended, how) ? t(`reports.ended.${how}` as Extract<WordKey, `reports.ended.${string}`>) : how;
}

function classWords(as: string): string {
  return Object.hasOwn(catalogue.reports.classes, as) ? t(`reports.classes.${as}` as Extract<WordKey, `reports.classes.${string}`>) : as;
}
