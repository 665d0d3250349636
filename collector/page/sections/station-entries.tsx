import { type ReactNode, useCallback, useDeferredValue, useMemo, useState, useSyncExternalStore } from 'react';
import { LongRows } from '../../../renderer/kit/long-rows.tsx';
import { SearchField } from '../../../renderer/kit/search-field.tsx';
import { Select } from '../../../renderer/kit/select.tsx';
import type { EventLine } from '../../console/answers.ts';
import { getRows } from '../border/ask.ts';
import { type Kept, LogStore } from '../border/log-store.ts';
import { useCursorPages } from '../border/use-pages.ts';
import { Empty } from '../parts/empty.tsx';
import { EntryLine } from '../parts/entry-line.tsx';
import { Failed } from '../parts/failed.tsx';
import { pageWords } from '../words/words.ts';

type Drills = keyof typeof pageWords.station.drills;

const DRILLS: readonly { readonly value: Drills; readonly label: string }[] = [
  { value: 'with', label: pageWords.station.drills.with },
  { value: 'without', label: pageWords.station.drills.without },
  { value: 'only', label: pageWords.station.drills.only },
];
const ROW_REM = 3.25;

/** The entries of one log, newest first, of which only those in sight are fetched; or those that are looked for. */
export function StationEntries({ log, size }: { readonly log: string; readonly size: number }): ReactNode {
  const [search, setSearch] = useState('');
  const [drills, setDrills] = useState<Drills>('with');
  const wanted = useDeferredValue(search.trim());
  if (size === 0) return <Empty title={pageWords.station.noEntries}>{pageWords.incident.noneWhat}</Empty>;
  return (
    <>
      <div className="find">
        <SearchField label={pageWords.station.search} value={search} onChange={setSearch} />
        <Select label={pageWords.station.drillsLabel} value={drills} options={DRILLS} onChange={setDrills} />
      </div>
      {wanted === '' && drills === 'with' ? (
        <AllEntries log={log} size={size} />
      ) : (
        <FoundEntries log={log} search={wanted} drills={drills} />
      )}
    </>
  );
}

function AllEntries({ log, size }: { readonly log: string; readonly size: number }): ReactNode {
  const store = useMemo(() => new LogStore(log), [log]);
  useSyncExternalStore(store.subscribe, store.version);
  const onSight = useCallback((first: number, last: number) => store.need(size - 1 - last, size - 1 - first, size), [store, size]);
  return (
    <>
      <p className="quiet" role="status">
        {pageWords.station.count(size)}
      </p>
      <LongRows
        label={pageWords.station.parts.entries}
        count={size}
        rowAt={(index) => store.at(size - 1 - index)}
        draw={drawn}
        onSight={onSight}
        rowRem={ROW_REM}
      />
    </>
  );
}

function drawn(row: Kept): ReactNode {
  return row === 'missing' ? <span className="quiet">{pageWords.station.newer}</span> : <EntryLine row={row} station={null} basis={null} />;
}

interface FoundProps {
  readonly log: string;
  readonly search: string;
  readonly drills: Drills;
}

function FoundEntries({ log, search, drills }: FoundProps): ReactNode {
  const load = useCallback(
    (before: number | null) => {
      const query = new URLSearchParams({ log, search, drills, limit: '100', ...(before === null ? {} : { before: String(before) }) });
      return getRows<EventLine>(`/v1/events?${query}`);
    },
    [log, search, drills],
  );
  const { rows, error, hasMore, more, again } = useCursorPages(load, ({ seq }) => seq, {
    filters: [log, search, drills],
    changes: [],
    older: 'kept',
  });
  const count = rows?.length ?? 0;
  // A stretch of the log in which nothing was found says only where to look on.
  const lookOn = hasMore && count < 100;
  const onSight = useCallback(
    (_: number, last: number) => {
      if (last >= count - 10) more();
    },
    [count, more],
  );
  if (lookOn) queueMicrotask(more);
  if (rows === null) return error === null ? <p className="quiet">{pageWords.loading}</p> : <Failed error={error} again={again} />;
  return (
    <>
      <Failed error={error} again={again} />
      <p className="quiet" role="status">
        {count === 0 && !hasMore ? pageWords.station.none : pageWords.station.found(count, !hasMore)}
      </p>
      {count === 0 ? null : (
        <LongRows
          label={pageWords.station.parts.entries}
          count={count}
          rowAt={(index) => rows[index] ?? null}
          draw={(row) => <EntryLine row={row} station={null} basis={null} />}
          onSight={onSight}
          rowRem={ROW_REM}
        />
      )}
    </>
  );
}
