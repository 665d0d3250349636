import { type ReactNode, useState } from 'react';
import { Button } from '../../../renderer/kit/button.tsx';
import { utcDay, utcTime } from '../../../renderer/words/time.ts';
import { toIso } from '../../../shared/base/instant.ts';
import type { EventLine } from '../../console/answers.ts';
import { useMinute } from '../border/clock.ts';
import { words } from '../words/words.ts';
import { EntrySheet } from './entry-sheet.tsx';
import { entryOf } from './entry-words.ts';
import { Sentence } from './sentence.tsx';
import { Late } from './when.tsx';

export interface EntryLineProps {
  readonly row: EventLine;
  /** Null where it goes without saying. */
  readonly station: string | null;
  /** What its place in the order rests on; null where it goes without saying. */
  readonly basis: string | null;
}

/** One entry: when, what, how late it came, and its place in the log; its leaf behind a press. */
export function EntryLine({ row, station, basis }: EntryLineProps): ReactNode {
  const now = useMinute();
  const [open, setOpen] = useState(false);
  const entry = entryOf(row.leaf);
  const today = utcDay(row.wall, now) === utcDay(now, now);
  const drill = entry?.practice === true ? words.timeline.kind.practice : entry?.drill === true ? words.timeline.kind.drill : null;
  return (
    <div className={entry?.ph === 'intent' ? 'log-line quiet' : 'log-line'}>
      <time dateTime={toIso(row.wall)}>
        {today ? null : <span className="small quiet">{utcDay(row.wall, now)}, </span>}
        <b>{utcTime(row.wall)}</b>
      </time>
      <div>
        <p>
          {drill === null ? null : <span className="drill-word">{drill}</span>}
          <Sentence leaf={row.leaf} said={row.said} />
        </p>
        {station === null && basis === null ? null : (
          <p className="small quiet">
            {station === null ? '' : `${station}. `}
            {basis}
          </p>
        )}
        <Late wall={row.wall} receivedAt={row.received_at} />
      </div>
      <Button kind="plain" onPress={() => setOpen(true)} label={`${words.number(row.seq)}: ${words.station.details}`}>
        {words.number(row.seq)}
      </Button>
      {open ? <EntrySheet row={row} onLeave={() => setOpen(false)} /> : null}
    </div>
  );
}
