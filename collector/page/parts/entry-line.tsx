import { type ReactNode, useState } from 'react';
import { Button } from '../../../renderer/kit/button.tsx';
import { utcDay, utcTime } from '../../../renderer/words/time.ts';
import { toIso } from '../../../shared/base/instant.ts';
import type { EventLine } from '../../console/answers.ts';
import { usePageMinute } from '../border/clock.ts';
import { pageWords } from '../words/words.ts';
import { EntrySheet } from './entry-sheet.tsx';
import { entryOfLeaf } from './entry-words.ts';
import { EntrySentence } from './sentence.tsx';
import { Late } from './when.tsx';

/** An entry, and what its line says of it. */
export interface EntryLineProps {
  readonly row: EventLine;
  /** Null where it goes without saying. */
  readonly station: string | null;
  /** What its place in the order rests on; null where it goes without saying. */
  readonly basis: string | null;
}

/** One entry: when, what, how late it came, and its place in the log; its leaf behind a press. */
export function EntryLine({ row, station, basis }: EntryLineProps): ReactNode {
  const now = usePageMinute();
  const [open, setOpen] = useState(false);
  const entry = entryOfLeaf(row.leaf);
  const today = utcDay(row.wall, now) === utcDay(now, now);
  const drill = entry?.practice === true ? pageWords.timeline.kind.practice : entry?.drill === true ? pageWords.timeline.kind.drill : null;
  return (
    <div className={entry?.ph === 'intent' ? 'log-line quiet' : 'log-line'}>
      <time dateTime={toIso(row.wall)}>
        {today ? null : <span className="small quiet">{utcDay(row.wall, now)}, </span>}
        <b>{utcTime(row.wall)}</b>
      </time>
      <div>
        <p>
          {drill === null ? null : <span className="drill-word">{drill}</span>}
          <EntrySentence leaf={row.leaf} said={row.said} />
        </p>
        {station === null && basis === null ? null : (
          <p className="small quiet">
            {station === null ? '' : `${station}. `}
            {basis}
          </p>
        )}
        <Late wall={row.wall} receivedAt={row.received_at} />
      </div>
      <Button kind="plain" onPress={() => setOpen(true)} label={`${pageWords.number(row.seq)}: ${pageWords.station.details}`}>
        {pageWords.number(row.seq)}
      </Button>
      {open ? <EntrySheet row={row} onLeave={() => setOpen(false)} /> : null}
    </div>
  );
}
