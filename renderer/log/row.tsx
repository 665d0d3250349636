import type { ReactNode } from 'react';
import { toIso } from '../../shared/base/instant.ts';
import type { LogRow } from '../../shared/contract/calls.ts';
import { useMinute } from '../border/ticker.ts';
import { utcDay, utcTime } from '../words/time.ts';
import { say } from '../words/words.ts';
import { logSentence } from './sentence.ts';

/** One entry: when, what, and its place in the log. */
export function LogLine({ row, nameOf }: { readonly row: LogRow; readonly nameOf: (id: string) => string }): ReactNode {
  const now = useMinute();
  const today = utcDay(row.at, now) === utcDay(now, now);
  return (
    <div className={row.phase === 'intent' ? 'log-line quiet' : 'log-line'}>
      <time dateTime={toIso(row.at)}>
        {today ? null : <span className="small quiet">{utcDay(row.at, now)}, </span>}
        <b>{utcTime(row.at)}</b>
      </time>
      <p>
        {row.drill ? <span className="drill-word">{say('log.drill')}</span> : null}
        {row.phase === 'intent' ? say('log.intent') : null}
        {logSentence(row, nameOf).map((part, i) => {
          // The parts of one sentence never change places.
          const at = `${i}`;
          return part.strong ? <b key={at}>{part.text}</b> : <span key={at}>{part.text}</span>;
        })}
      </p>
      <span className="small quiet">
        <span className="vh">{say('log.entry', { seq: '' })}</span>
        {row.seq.toLocaleString('en-GB')}
      </span>
    </div>
  );
}
