import type { ReactNode } from 'react';
import { span } from '../words/time.ts';
import { t } from '../words/words.ts';
import type { Report } from './report.ts';

/** The middle of the times, so that one bad night does not hide the others. */
export function Typical({ reports }: { readonly reports: readonly Report[] }): ReactNode {
  const quorum = reports.flatMap(({ toQuorumMs }) => (toQuorumMs === null ? [] : [toQuorumMs]));
  const first = reports.flatMap(({ toFirstMs }) => (toFirstMs === null ? [] : [toFirstMs]));
  if (quorum.length === 0) return <p className="quiet">{t('reports.noTimes')}</p>;
  return (
    <p>
      {t('reports.typicalQuorum')} <b>{medianWords(quorum)}</b>
      {first.length === 0 ? null : (
        <>
          . {t('reports.typicalFirst')} <b>{medianWords(first)}</b>
        </>
      )}
    </p>
  );
}

function medianWords(spans: readonly number[]): string {
  const sorted = [...spans].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? 0;
  const median = sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? upper)) / 2;
  return t('reports.median', { span: span(median), count: spans.length });
}
