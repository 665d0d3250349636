import { type ReactNode, useState } from 'react';
import { useCommand } from '../../../renderer/hooks/use-command.ts';
import { Button } from '../../../renderer/kit/button.tsx';
import { Sheet } from '../../../renderer/kit/sheet.tsx';
import { Sign } from '../../../renderer/kit/sign.tsx';
import { Table } from '../../../renderer/kit/table.tsx';
import { span, utcWhen } from '../../../renderer/words/time.ts';
import type { StationAnswer, Summary } from '../../console/answers.ts';
import { getRows, post } from '../border/ask.ts';
import { usePageMinute } from '../border/clock.ts';
import { useStanding } from '../border/live.ts';
import { go } from '../border/place.ts';
import { useLoaded } from '../border/use-loaded.ts';
import { Copyable } from '../parts/copyable.tsx';
import { Empty } from '../parts/empty.tsx';
import { Failed } from '../parts/failed.tsx';
import { ImportButton } from '../parts/import-button.tsx';
import { useMay, useMe } from '../parts/me.ts';
import { Pending } from '../parts/pending.tsx';
import { PageScreen } from '../parts/screen.tsx';
import { pageWords } from '../words/words.ts';

/** Who sends its log here, and how each of them stands; whoever asks to be let in stands first. */
export function StationsRoom({ summary }: { readonly summary: Summary | null }): ReactNode {
  const { logs, own } = useStanding();
  const { value, error, again } = useLoaded(() => getRows<StationAnswer>('/v1/logs'), [logs, own]);
  const [code, setCode] = useState<string | null>(null);
  const making = useCommand();
  const mayAct = useMay('administrator');
  const rows = value?.rows ?? [];
  const pending = rows.filter(({ state }) => state === 'pending');
  const make = (): void => void making.run(async () => setCode((await post<{ code: string }>('/v1/codes', {})).code));
  return (
    <PageScreen
      title={pageWords.stations.title}
      {...(summary === null ? {} : { subtitle: pageWords.stations.say(summary.stations, summary.entries) })}
      buttons={
        mayAct ? (
          <>
            <ImportButton onDone={again} />
            <Button kind={pending.length === 0 ? 'main' : 'ordinary'} onPress={make} busy={making.busy ? pageWords.loading : null}>
              {pageWords.stations.code}
            </Button>
          </>
        ) : undefined
      }
    >
      <Failed error={error ?? making.error} {...(error === null ? {} : { again })} />
      {value === null && error === null ? <p className="quiet">{pageWords.loading}</p> : null}
      {value !== null && rows.length === 0 ? <Empty title={pageWords.stations.none}>{pageWords.stations.noneWhat}</Empty> : null}
      {pending.map((station) => (
        <Pending key={station.log} station={station} onDone={again} />
      ))}
      {rows.length === pending.length ? null : <StationTable stations={rows.filter(({ state }) => state !== 'pending')} />}
      {code === null ? null : <CodeSheet code={code} onLeave={() => setCode(null)} />}
    </PageScreen>
  );
}

function CodeSheet({ code, onLeave }: { readonly code: string; readonly onLeave: () => void }): ReactNode {
  const { words: own } = useMe();
  return (
    <Sheet title={pageWords.stations.codeTitle} onLeave={onLeave}>
      <p>{pageWords.stations.codeWhat}</p>
      <Copyable text={code} />
      <p>{pageWords.stations.own}</p>
      <p className="six-words">
        {own.map((word) => (
          <span key={word}>{word}</span>
        ))}
      </p>
      <Button onPress={onLeave}>{pageWords.done}</Button>
    </Sheet>
  );
}

const { columns } = pageWords.stations;

function StationTable({ stations }: { readonly stations: readonly StationAnswer[] }): ReactNode {
  const now = usePageMinute();
  return (
    <Table
      caption={pageWords.stations.list}
      rows={worstFirst(stations)}
      rowKey={({ log }) => log}
      columns={[
        { name: columns.name, kind: 'name', cell: (station) => <NameCell station={station} /> },
        { name: columns.here, kind: 'text', cell: (station) => <HereCell station={station} now={now} /> },
        { name: columns.heard, kind: 'sign', cell: (station) => <HeardCell station={station} now={now} /> },
        { name: columns.key, kind: 'sign', cell: ({ key_kind }) => <KeyCell kind={key_kind} /> },
        {
          name: columns.next,
          kind: 'do',
          cell: ({ log, name }) => (
            <Button onPress={() => go({ room: 'station', log, part: 'entries' })} of={name}>
              {pageWords.stations.open}
            </Button>
          ),
        },
      ]}
    />
  );
}

/** What needs a person stands first. */
function worstFirst(stations: readonly StationAnswer[]): readonly StationAnswer[] {
  const weight = ({ state, evidence, silent_since, next, size }: StationAnswer): number =>
    evidence.length > 0 ? 0 : silent_since !== null ? 1 : next < size ? 2 : state === 'active' ? 3 : 4;
  return stations.toSorted((a, b) => weight(a) - weight(b) || (a.name < b.name ? -1 : 1));
}

function NameCell({ station: { name, origin, practice, state, frozen_why } }: { readonly station: StationAnswer }): ReactNode {
  return (
    <>
      <span className="name">{name}</span>
      {practice === 1 ? <span className="drill-word kind">{pageWords.stations.practice}</span> : null}
      {state === 'active' ? null : (
        <Sign shape={state === 'frozen' ? 'shut' : 'no'} tone="bad" size="small">
          {pageWords.stations.state[state]}
          {frozen_why === null ? '' : `: ${pageWords.stations.frozenWhy(frozen_why)}`}
        </Sign>
      )}
      <span className="small quiet path">{origin}</span>
    </>
  );
}

function HereCell({
  station: { next, size, receipt_time, evidence, seen_at },
  now,
}: {
  readonly station: StationAnswer;
  readonly now: number;
}): ReactNode {
  return (
    <>
      {evidence.every(({ kind }) => kind === 'after-freeze') ? null : (
        <p>
          <Sign shape="fault" tone="bad">
            {pageWords.stations.fork}
          </Sign>
        </p>
      )}
      <Received next={next} size={size} quietFor={now - seen_at} />
      <p className="small quiet">
        {receipt_time === 0 ? pageWords.stations.noReceipt : pageWords.stations.receipt(utcWhen(receipt_time * 1_000, now))}
      </p>
    </>
  );
}

/** A head goes before its entries: they are missing only when nothing has followed it for a while. */
function Received({ next, size, quietFor }: { readonly next: number; readonly size: number; readonly quietFor: number }): ReactNode {
  if (next >= size)
    return (
      <Sign shape="good" tone="good">
        {pageWords.stations.here(next)}
      </Sign>
    );
  const coming = quietFor < COMING_MS;
  return (
    <Sign shape={coming ? 'wait' : 'care'} tone={coming ? 'ink' : 'care'}>
      {coming ? pageWords.stations.coming(size - next) : pageWords.stations.missing(size - next)}
    </Sign>
  );
}

function HeardCell({ station: { seen_at, silent_since }, now }: { readonly station: StationAnswer; readonly now: number }): ReactNode {
  if (silent_since === null) return pageWords.stations.heard(span(Math.max(0, now - seen_at)));
  return (
    <>
      <Sign shape="no" tone="bad">
        {pageWords.stations.silent}
      </Sign>
      <p className="small quiet">{pageWords.stations.silentWhat(span(now - silent_since))}</p>
    </>
  );
}

const COMING_MS = 5 * 60_000;
const WEAK: ReadonlySet<string> = new Set(['basic_text', 'file', 'unknown']);

function KeyCell({ kind }: { readonly kind: string }): ReactNode {
  const weak = WEAK.has(kind);
  return (
    <>
      <Sign shape={weak ? 'care' : 'good'} tone={weak ? 'care' : 'good'}>
        {pageWords.stations.key[kind] ?? kind}
      </Sign>
      {weak ? <p className="small quiet">{pageWords.stations.weakKey}</p> : null}
    </>
  );
}
