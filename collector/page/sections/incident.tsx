import type { ReactNode } from 'react';
import { Button } from '../../../renderer/kit/button.tsx';
import type { EventLine } from '../../console/answers.ts';
import { getRows } from '../border/ask.ts';
import { useStanding } from '../border/live.ts';
import { go } from '../border/place.ts';
import { useLoaded } from '../border/use-loaded.ts';
import { Empty } from '../parts/empty.tsx';
import { EntryLine } from '../parts/entry-line.tsx';
import { entryOf } from '../parts/entry-words.ts';
import { Failed } from '../parts/failed.tsx';
import { kindOf } from '../parts/kind.ts';
import { ordered } from '../parts/order.ts';
import { Screen } from '../parts/screen.tsx';
import { words } from '../words/words.ts';

/** All that happened in one emergency or drill, at whatever station. */
export function IncidentRoom({ cer }: { readonly cer: string }): ReactNode {
  const { pos } = useStanding();
  const { value, error, again } = useLoaded(() => getRows<EventLine>(`/v1/ceremonies/${encodeURIComponent(cer)}`), [cer, pos]);
  const rows = value?.rows ?? [];
  const stations = new Set(rows.map(({ log }) => log)).size;
  const [first] = rows;
  const kind = first === undefined ? null : kindOf(first.leaf);
  const name =
    first === undefined ? cer : (rows.map((row) => row.said['incident'] ?? entryOf(row.leaf)?.inc).find(Boolean) ?? words.timeline.unnamed);
  return (
    <Screen
      title={name}
      {...(kind === null ? {} : { over: words.timeline.kind[kind] })}
      {...(kind === null || kind === 'emergency' ? {} : { mark: kind })}
      acts={<Button onPress={() => go({ room: 'timeline' })}>{words.back}</Button>}
    >
      <Failed error={error} again={again} />
      {value === null && error === null ? <p className="quiet">{words.loading}</p> : null}
      {value !== null && rows.length === 0 ? <Empty title={words.incident.none}>{words.incident.noneWhat}</Empty> : null}
      {rows.length === 0 || kind === null ? null : (
        <>
          <p className="quiet">{stations === 1 ? words.incident.orderWhat.one : words.incident.orderWhat.many(stations)}</p>
          <div className="incident-log" data-kind={kind}>
            <ol className="card flush">
              {ordered(rows).map(({ row, basis }) => (
                <li key={row.hash} className="entry">
                  <EntryLine
                    row={row}
                    station={stations > 1 ? row.station : null}
                    basis={stations > 1 ? words.incident.order[basis] : null}
                  />
                </li>
              ))}
            </ol>
          </div>
        </>
      )}
    </Screen>
  );
}
