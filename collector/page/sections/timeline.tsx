import type { ReactNode } from 'react';
import { Button } from '../../../renderer/kit/button.tsx';
import type { IconShape } from '../../../renderer/kit/icon.tsx';
import { type MarkName, StateMark } from '../../../renderer/kit/mark.tsx';
import { Sign, type Tone } from '../../../renderer/kit/sign.tsx';
import type { Incident } from '../../console/answers.ts';
import { getRows } from '../border/ask.ts';
import { useStanding } from '../border/live.ts';
import { go } from '../border/place.ts';
import { useCursorPages } from '../border/use-pages.ts';
import { Empty } from '../parts/empty.tsx';
import { entryOfLeaf } from '../parts/entry-words.ts';
import { Failed } from '../parts/failed.tsx';
import { alertKind } from '../parts/kind.ts';
import { PageScreen } from '../parts/screen.tsx';
import { EntrySentence } from '../parts/sentence.tsx';
import { Late, PageTime } from '../parts/when.tsx';
import { pageWords } from '../words/words.ts';

const load = (before: number | null) => getRows<Incident>(`/v1/incidents?limit=20${before === null ? '' : `&before=${before}`}`);

/** Emergencies and drills across stations, newest first. */
export function TimelineRoom(): ReactNode {
  const { pos } = useStanding();
  const { rows, error, hasMore, more, again } = useCursorPages(load, (row) => row.pos, { filters: [], changes: [pos], older: 'dropped' });
  const open = (rows ?? []).filter((row) => alertKind(row.leaf) === 'emergency' && isNow(stateOf(row)));
  const is = open.length > 0 ? ({ state: 'open', mark: 'open' } as const) : ({ state: 'sealed', mark: 'sealed' } as const);
  const subtitle = rows === null ? undefined : open.length > 0 ? pageWords.timeline.open(open.length) : pageWords.timeline.quiet;
  return (
    <PageScreen title={pageWords.timeline.title} {...is} {...(subtitle === undefined ? {} : { subtitle })}>
      <Failed error={error} again={again} />
      {rows === null && error === null ? <p className="quiet">{pageWords.loading}</p> : null}
      {rows?.length === 0 ? <Empty title={pageWords.timeline.none}>{pageWords.timeline.noneWhat}</Empty> : null}
      {rows === null || rows.length === 0 ? null : (
        <ol className="incidents" aria-label={pageWords.timeline.list}>
          {rows.map((row) => (
            <IncidentCard key={row.pos} incident={row} />
          ))}
        </ol>
      )}
      {hasMore ? <Button onPress={more}>{pageWords.more}</Button> : null}
    </PageScreen>
  );
}

function IncidentCard({ incident }: { readonly incident: Incident }): ReactNode {
  const { leaf, said, station, wall, received_at, cer } = incident;
  const kind = alertKind(leaf);
  const state = stateOf(incident);
  const entry = entryOfLeaf(leaf);
  const name = said['incident'] ?? entry?.inc ?? pageWords.timeline.unnamed;
  const approvals = incident.steps.filter((step) => entryOfLeaf(step.leaf)?.act === 'ceremony.approve').length;
  return (
    <li className="incident card" data-kind={kind} data-now={isNow(state) ? 'yes' : 'no'}>
      <StateMark name={kind === 'emergency' ? MARKS[state] : kind} />
      <div className="stack-s">
        <p className="kind-line">
          <span className="kind-word">{pageWords.timeline.kind[kind]}</span>
          <span className="name-line">{name}</span>
          <span className="quiet">{pageWords.timeline.at(station)}</span>
        </p>
        <p>
          <EntrySentence leaf={leaf} said={said} />
        </p>
        <p className="row facts-line">
          <StateSign state={state} />
          <span>
            {pageWords.timeline.declared}{' '}
            <b>
              <PageTime at={wall} />
            </b>
          </span>
          {approvals === 0 ? null : <span>{pageWords.timeline.approvals(approvals)}</span>}
          <Late wall={wall} receivedAt={received_at} />
        </p>
      </div>
      {cer === null ? null : (
        <Button onPress={() => go({ room: 'incident', cer })} of={name}>
          {pageWords.timeline.what}
        </Button>
      )}
    </li>
  );
}

type State = keyof typeof pageWords.timeline.state;

const MARKS: Readonly<Record<State, MarkName>> = {
  gathering: 'gathering',
  open: 'open',
  sealed: 'closing',
  closed: 'sealed',
  withdrawn: 'sealed',
  lapsed: 'sealed',
};

function isNow(state: State): boolean {
  return state === 'gathering' || state === 'open';
}

/** How far it is, by what has arrived. */
function stateOf({ steps }: Incident): State {
  const acts = steps.flatMap(({ leaf }) => {
    const entry = entryOfLeaf(leaf);
    return entry === null || entry.out === 'failed' || entry.out === 'refused' ? [] : [entry.act];
  });
  if (acts.includes('closing.close')) return 'closed';
  if (acts.includes('request.abort')) return 'withdrawn';
  if (acts.includes('request.lapse')) return 'lapsed';
  const [opened, sealed] = [acts.lastIndexOf('vault.unseal'), acts.lastIndexOf('vault.seal')];
  if (opened < 0) return acts.includes('drill.result') ? 'closed' : 'gathering';
  return sealed > opened ? (acts.includes('drill.result') ? 'closed' : 'sealed') : 'open';
}

const SIGNS: Readonly<Record<State, readonly [IconShape, Tone]>> = {
  gathering: ['wait', 'care'],
  open: ['exposed', 'care'],
  sealed: ['shut', 'ink'],
  closed: ['good', 'good'],
  withdrawn: ['no', 'quiet'],
  lapsed: ['glass', 'quiet'],
};

function StateSign({ state }: { readonly state: State }): ReactNode {
  const [shape, tone] = SIGNS[state];
  return (
    <Sign shape={shape} tone={tone}>
      {pageWords.timeline.state[state]}
    </Sign>
  );
}
