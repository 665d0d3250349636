import type { ReactNode } from 'react';
import { Button } from 'react-aria-components/Button';
import { isUtcHere, localDate, localTime, utcTime } from '../../../renderer/words/time.ts';
import type { Summary } from '../../console/answers.ts';
import { usePageMinute } from '../border/clock.ts';
import { go, type PagePlace } from '../border/place.ts';
import { pageWords } from '../words/words.ts';

const ROOMS = ['timeline', 'alerts', 'stations', 'people', 'own'] as const;

/** Which collector, which room, what time it is: UTC first. */
export function PageHeader({ place, summary }: { readonly place: PagePlace | null; readonly summary: Summary | null }): ReactNode {
  return (
    <header className="top">
      <p className="vault">
        {pageWords.product} <span className="quiet">{pageWords.collector}</span>
      </p>
      {place === null ? null : <Rooms room={roomOf(place)} summary={summary} />}
      <Now />
    </header>
  );
}

function roomOf({ room }: PagePlace): (typeof ROOMS)[number] | null {
  if (room === 'incident') return 'timeline';
  if (room === 'station') return 'stations';
  return room === 'join' ? null : room;
}

function Rooms({ room, summary }: { readonly room: string | null; readonly summary: Summary | null }): ReactNode {
  const waiting = { alerts: summary?.alerts ?? 0, stations: summary?.pending ?? 0 } as Readonly<Record<string, number>>;
  return (
    <nav aria-label={pageWords.rooms.label}>
      <ul>
        {ROOMS.map((name) => {
          const count = waiting[name] ?? 0;
          return (
            <li key={name}>
              <Button onPress={() => go({ room: name })} {...(room === name ? { 'aria-current': 'page' as const } : {})}>
                {pageWords.rooms[name]}
                {count === 0 ? null : <span className="count">{count >= 1_000 ? '1,000+' : pageWords.number(count)}</span>}
              </Button>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}

function Now(): ReactNode {
  const now = usePageMinute();
  return (
    <p className="now">
      <b>{utcTime(now)}</b>{' '}
      <span className="quiet">
        {isUtcHere(now) ? null : localTime(now)}
        <span className="date">{isUtcHere(now) ? localDate(now) : `, ${localDate(now)}`}</span>
      </span>
    </p>
  );
}
