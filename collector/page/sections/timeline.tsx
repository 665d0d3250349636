import type { ReactNode } from 'react';
import { Button } from '../../../renderer/kit/button.tsx';
import type { Shape } from '../../../renderer/kit/icon.tsx';
import { Mark, type MarkName } from '../../../renderer/kit/mark.tsx';
import { Sign, type Tone } from '../../../renderer/kit/sign.tsx';
import type { Incident } from '../../console/answers.ts';
import { getRows } from '../border/ask.ts';
import { useStanding } from '../border/live.ts';
import { go } from '../border/place.ts';
import { usePages } from '../border/use-pages.ts';
import { Empty } from '../parts/empty.tsx';
import { entryOf } from '../parts/entry-words.ts';
import { Failed } from '../parts/failed.tsx';
import { kindOf } from '../parts/kind.ts';
import { Screen } from '../parts/screen.tsx';
import { Sentence } from '../parts/sentence.tsx';
import { Late, When } from '../parts/when.tsx';
import { words } from '../words/words.ts';

const load = (before: number | null) => getRows<Incident>(`/v1/incidents?limit=20${before === null ? '' : `&before=${before}`}`);

/** Emergencies and drills across stations, newest first. */
export function TimelineRoom(): ReactNode {
  const { pos } = useStanding();
  const { rows, error, hasMore, more, again } = usePages(load, (row) => row.pos, { filters: [], changes: [pos], older: 'dropped' });
  const open = (rows ?? []).filter((row) => kindOf(row.leaf) === 'emergency' && isNow(stateOf(row)));
  const is = open.length > 0 ? ({ state: 'open', mark: 'open' } as const) : ({ state: 'sealed', mark: 'sealed' } as const);
  const say = rows === null ? undefined : open.length > 0 ? words.timeline.open(open.length) : words.timeline.quiet;
  return (
    <Screen title={words.timeline.title} {...is} {...(say === undefined ? {} : { say })}>
      <Failed error={error} again={again} />
      {rows === null && error === null ? <p className="quiet">{words.loading}</p> : null}
      {rows?.length === 0 ? <Empty title={words.timeline.none}>{words.timeline.noneWhat}</Empty> : null}
      {rows === null || rows.length === 0 ? null : (
        <ol className="incidents" aria-label={words.timeline.list}>
          {rows.map((row) => (
            <IncidentCard key={row.pos} incident={row} />
          ))}
        </ol>
      )}
      {hasMore ? <Button onPress={more}>{words.more}</Button> : null}
    </Screen>
  );
}

function IncidentCard({ incident }: { readonly incident: Incident }): ReactNode {
  const { leaf, said, station, wall, received_at, cer } = incident;
  const kind = kindOf(leaf);
  const state = stateOf(incident);
  const entry = entryOf(leaf);
  const name = said['incident'] ?? entry?.inc ?? words.timeline.unnamed;
  const approvals = incident.steps.filter((step) => entryOf(step.leaf)?.act === 'ceremony.approve').length;
  return (
    <li className="incident card" data-kind={kind} data-now={isNow(state) ? 'yes' : 'no'}>
      <Mark name={kind === 'emergency' ? MARKS[state] : kind} />
      <div className="stack-s">
        <p className="kind-line">
          <span className="kind-word">{words.timeline.kind[kind]}</span>
          <span className="name-line">{name}</span>
          <span className="quiet">{words.timeline.at(station)}</span>
        </p>
        <p>
          <Sentence leaf={leaf} said={said} />
        </p>
        <p className="row facts-line">
          <StateSign state={state} />
          <span>
            {words.timeline.declared}{' '}
            <b>
              <When at={wall} />
            </b>
          </span>
          {approvals === 0 ? null : <span>{words.timeline.approvals(approvals)}</span>}
          <Late wall={wall} receivedAt={received_at} />
        </p>
      </div>
      {cer === null ? null : (
        <Button onPress={() => go({ room: 'incident', cer })} of={name}>
          {words.timeline.what}
        </Button>
      )}
    </li>
  );
}

type State = keyof typeof words.timeline.state;

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
    const entry = entryOf(leaf);
    return entry === null || entry.out === 'failed' || entry.out === 'refused' ? [] : [entry.act];
  });
  if (acts.includes('closing.close')) return 'closed';
  if (acts.includes('request.abort')) return 'withdrawn';
  if (acts.includes('request.lapse')) return 'lapsed';
  const [opened, sealed] = [acts.lastIndexOf('vault.unseal'), acts.lastIndexOf('vault.seal')];
  if (opened < 0) return acts.includes('drill.result') ? 'closed' : 'gathering';
  return sealed > opened ? (acts.includes('drill.result') ? 'closed' : 'sealed') : 'open';
}

const SIGNS: Readonly<Record<State, readonly [Shape, Tone]>> = {
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
      {words.timeline.state[state]}
    </Sign>
  );
}
