import { type ReactNode, useCallback } from 'react';
import { Button } from '../../../renderer/kit/button.tsx';
import { Card } from '../../../renderer/kit/card.tsx';
import { isAppError } from '../../../shared/base/app-error.ts';
import { utf8 } from '../../../shared/base/bytes.ts';
import { HEADS_ACTS, type HeadsEntry, parseHeadsEntry } from '../../../shared/log/exchange/heads-entry.ts';
import type { OwnLine } from '../../console/answers.ts';
import { getRows, getText } from '../border/ask.ts';
import { useStanding } from '../border/live.ts';
import { useLoaded } from '../border/use-loaded.ts';
import { useCursorPages } from '../border/use-pages.ts';
import { usePeople } from '../border/use-people.ts';
import { Failed } from '../parts/failed.tsx';
import { PageScreen } from '../parts/screen.tsx';
import { PageTime } from '../parts/when.tsx';
import { pageWords } from '../words/words.ts';

/** What the collector accepted, and what people read and did here. */
export function OwnRoom(): ReactNode {
  const { own } = useStanding();
  const load = useCallback(
    (before: number | null) => getRows<OwnLine>(`/v1/own?limit=100${before === null ? '' : `&before=${before}`}`),
    [],
  );
  const { rows, error, hasMore, more, again } = useCursorPages(load, ({ seq }) => seq, { filters: [], changes: [own], older: 'kept' });
  const head = useLoaded(() => getText('/v1/own/checkpoint'), [own]);
  const { nameOf } = usePeople();
  return (
    <PageScreen title={pageWords.own.title} subtitle={pageWords.own.say}>
      <Failed error={error} again={again} />
      {rows === null && error === null ? <p className="quiet">{pageWords.loading}</p> : null}
      <div className="two">
        {rows === null ? <span /> : <Lines rows={rows} nameOf={nameOf} more={hasMore ? more : null} />}
        {head.value === null ? null : (
          <Card title={pageWords.own.head}>
            <p className="quiet">{pageWords.own.headWhat}</p>
            {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable with the keyboard */}
            <pre className="raw mono" tabIndex={0}>
              {head.value}
            </pre>
          </Card>
        )}
      </div>
    </PageScreen>
  );
}

interface LinesProps {
  readonly rows: readonly OwnLine[];
  readonly nameOf: (account: string) => string;
  /** Null at the end. */
  readonly more: (() => void) | null;
}

function Lines({ rows, nameOf, more }: LinesProps): ReactNode {
  return (
    <div className="stack">
      <ol className="card flush own-lines" aria-label={pageWords.own.list}>
        {rows.map(({ seq, leaf }) => (
          <OwnEntry key={seq} seq={seq} entry={entryOf(leaf)} nameOf={nameOf} />
        ))}
      </ol>
      {more === null ? null : <Button onPress={more}>{pageWords.more}</Button>}
    </div>
  );
}

interface OwnEntryProps {
  readonly seq: number;
  readonly entry: HeadsEntry | null;
  readonly nameOf: (account: string) => string;
}

function OwnEntry({ seq, entry, nameOf }: OwnEntryProps): ReactNode {
  const data = Object.entries(entry?.d ?? {}).map(
    ([name, value]) => `${name.replaceAll('_', ' ')} ${value === entry?.d['account'] ? nameOf(String(value)) : value}`,
  );
  return (
    <li className="entry">
      <div className="log-line">
        <b>{entry === null ? null : <PageTime at={entry.at} />}</b>
        <div>
          <p>
            <b>{entry === null ? pageWords.own.byCollector : entry.who === null ? pageWords.own.byCollector : nameOf(entry.who)}</b>
            {': '}
            {entry === null ? pageWords.station.newer : HEADS_ACTS[entry.act]}
          </p>
          {entry === null || (entry.of === null && data.length === 0) ? null : (
            <p className="small quiet path">{[entry.of, ...data].filter((part) => part !== null).join(', ')}</p>
          )}
        </div>
        <span className="small quiet">{pageWords.number(seq)}</span>
      </div>
    </li>
  );
}

function entryOf(leaf: string): HeadsEntry | null {
  try {
    return parseHeadsEntry(utf8(leaf));
  } catch (error) {
    if (isAppError(error)) return null;
    throw error;
  }
}
