import type { ReactNode } from 'react';
import { Button } from '../../../renderer/kit/button.tsx';
import type { EventLine } from '../../console/answers.ts';
import { getRows } from '../border/ask.ts';
import { useStanding } from '../border/live.ts';
import { go } from '../border/place.ts';
import { useLoaded } from '../border/use-loaded.ts';
import { Empty } from '../parts/empty.tsx';
import { EntryLine } from '../parts/entry-line.tsx';
import { entryOfLeaf } from '../parts/entry-words.ts';
import { Failed } from '../parts/failed.tsx';
import { alertKind } from '../parts/kind.ts';
import { ordered } from '../parts/order.ts';
import { PageScreen } from '../parts/screen.tsx';
import { pageWords } from '../words/words.ts';

/** All that happened in one emergency or drill, at whatever station. */
export function IncidentRoom({ cer }: { readonly cer: string }): ReactNode {
  const { pos } = useStanding();
  const { value, error, again } = useLoaded(() => getRows<EventLine>(`/v1/ceremonies/${encodeURIComponent(cer)}`), [cer, pos]);
  const rows = value?.rows ?? [];
  const stations = new Set(rows.map(({ log }) => log)).size;
  const [first] = rows;
  const kind = first === undefined ? null : alertKind(first.leaf);
  const name =
    first === undefined
      ? cer
      : (rows.map((row) => row.said['incident'] ?? entryOfLeaf(row.leaf)?.inc).find(Boolean) ?? pageWords.timeline.unnamed);
  return (
    <PageScreen
      title={name}
      {...(kind === null ? {} : { over: pageWords.timeline.kind[kind] })}
      {...(kind === null || kind === 'emergency' ? {} : { mark: kind })}
      buttons={<Button onPress={() => go({ room: 'timeline' })}>{pageWords.back}</Button>}
    >
      <Failed error={error} again={again} />
      {value === null && error === null ? <p className="quiet">{pageWords.loading}</p> : null}
      {value !== null && rows.length === 0 ? <Empty title={pageWords.incident.none}>{pageWords.incident.noneWhat}</Empty> : null}
      {rows.length === 0 || kind === null ? null : (
        <>
          <p className="quiet">{stations === 1 ? pageWords.incident.orderWhat.one : pageWords.incident.orderWhat.many(stations)}</p>
          <div className="incident-log" data-kind={kind}>
            <ol className="card flush">
              {ordered(rows).map(({ row, basis }) => (
                <li key={row.hash} className="entry">
                  <EntryLine
                    row={row}
                    station={stations > 1 ? row.station : null}
                    basis={stations > 1 ? pageWords.incident.order[basis] : null}
                  />
                </li>
              ))}
            </ol>
          </div>
        </>
      )}
    </PageScreen>
  );
}
