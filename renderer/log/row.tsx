import type { ReactNode } from 'react';
import { toIso } from '../../shared/base/instant.ts';
import type { LogRow } from '../../shared/contract/calls.ts';
import { useMinute } from '../border/ticker.ts';
import { Icon } from '../kit/icon.tsx';
import { utcDay, utcTime } from '../words/time.ts';
import { t } from '../words/words.ts';
import { logSentence } from './sentence.ts';

/** One entry: when, what, its place in the log, and whether the collector has yet to sign for it. */
export function LogLine(props: {
  readonly row: LogRow;
  readonly nameOf: (id: string) => string;
  /** How many entries the newest receipt covers; null where none is awaited: after a receipt, its own entry alone is no reason for another. */
  readonly received: number | null;
}): ReactNode {
  const { row, nameOf, received } = props;
  const now = useMinute();
  const today = utcDay(row.at, now) === utcDay(now, now);
  return (
    <div className={row.phase === 'intent' ? 'log-line quiet' : 'log-line'}>
      <time dateTime={toIso(row.at)}>
        {today ? null : <span className="small quiet">{utcDay(row.at, now)}, </span>}
        <b>{utcTime(row.at)}</b>
      </time>
      <p>
        {row.drill ? <span className="drill-word">{t('log.drill')}</span> : null}
        {row.phase === 'intent' ? t('log.intent') : null}
        {logSentence(row, nameOf).map((part, i) => {
          // The parts of one sentence never change places.
          const at = `${i}`;
          return part.strong ? <b key={at}>{part.text}</b> : <span key={at}>{part.text}</span>;
        })}
      </p>
      <span className="small quiet place">
        {received !== null && row.seq >= received ? (
          <>
            <Icon shape="wait" />
            <span className="vh">{t('collector.log.waits')}, </span>
          </>
        ) : null}
        <span className="vh">{t('log.entry', { seq: '' })}</span>
        {row.seq.toLocaleString('en-GB')}
      </span>
    </div>
  );
}
