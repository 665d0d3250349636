import { type ReactNode, useCallback, useState } from 'react';
import { type ScreenCommand, useCommand } from '../../../renderer/hooks/use-command.ts';
import { Button } from '../../../renderer/kit/button.tsx';
import { Choice } from '../../../renderer/kit/choice.tsx';
import type { IconShape } from '../../../renderer/kit/icon.tsx';
import { Sign, type Tone } from '../../../renderer/kit/sign.tsx';
import { utcWhen } from '../../../renderer/words/time.ts';
import type { AlertAnswer, Summary } from '../../console/answers.ts';
import { getRows, post } from '../border/ask.ts';
import { usePageMinute } from '../border/clock.ts';
import { useStanding } from '../border/live.ts';
import { go } from '../border/place.ts';
import { useCursorPages } from '../border/use-pages.ts';
import { usePeople } from '../border/use-people.ts';
import { Empty } from '../parts/empty.tsx';
import { Failed } from '../parts/failed.tsx';
import { useMay } from '../parts/me.ts';
import { PageScreen } from '../parts/screen.tsx';
import { EntrySentence } from '../parts/sentence.tsx';
import { Late, PageTime } from '../parts/when.tsx';
import { pageWords } from '../words/words.ts';

type Which = keyof typeof pageWords.alerts.which;

const WHICH: readonly { readonly value: Which; readonly label: string }[] = [
  { value: 'open', label: pageWords.alerts.which.open },
  { value: 'drills', label: pageWords.alerts.which.drills },
  { value: 'all', label: pageWords.alerts.which.all },
];

/** What was told at once, and who took note of it. */
export function AlertsRoom({ summary }: { readonly summary: Summary | null }): ReactNode {
  const { pos, own } = useStanding();
  const [which, setWhich] = useState<Which>('open');
  const load = useCallback(
    (before: number | null) => getRows<AlertAnswer>(`/v1/alerts?which=${which}&limit=50${before === null ? '' : `&before=${before}`}`),
    [which],
  );
  const [settled, setSettled] = useState(0);
  const { rows, error, hasMore, more, again } = useCursorPages(load, (row) => row.pos, {
    filters: [which],
    changes: [pos, own, settled],
    older: 'dropped',
  });
  const { nameOf } = usePeople();
  const settling = useCommand();
  const settle = (id: string, how: 'acknowledge' | 'escalate'): void =>
    void settling.run(async () => {
      await post(`/v1/alerts/${id}/${how}`, {});
      setSettled((count) => count + 1);
    });
  const count = summary?.alerts ?? 0;
  return (
    <PageScreen title={pageWords.alerts.title} subtitle={count >= 1_000 ? pageWords.alerts.many : pageWords.alerts.say(count)}>
      <Choice label={pageWords.alerts.whichLabel} value={which} options={WHICH} onChange={setWhich} />
      <Failed error={error ?? settling.error} {...(error === null ? {} : { again })} />
      {rows === null && error === null ? <p className="quiet">{pageWords.loading}</p> : null}
      {rows?.length === 0 ? (
        <Empty title={which === 'all' ? pageWords.alerts.noneAll : pageWords.alerts.none}>{pageWords.alerts.noneWhat}</Empty>
      ) : null}
      {rows === null || rows.length === 0 ? null : (
        <ul className="rows card alerts">
          {rows.map((alert) => (
            <AlertRow key={alert.id} alert={alert} nameOf={nameOf} settle={settle} act={settling} />
          ))}
        </ul>
      )}
      {hasMore ? <Button onPress={more}>{pageWords.more}</Button> : null}
    </PageScreen>
  );
}

const SIGNS: Readonly<Record<AlertAnswer['severity'], readonly [IconShape, Tone]>> = {
  critical: ['no', 'bad'],
  high: ['fault', 'bad'],
  medium: ['care', 'care'],
  low: ['todo', 'ink'],
  info: ['todo', 'quiet'],
};

interface AlertRowProps {
  readonly alert: AlertAnswer;
  readonly nameOf: (account: string) => string;
  readonly settle: (id: string, how: 'acknowledge' | 'escalate') => void;
  readonly act: ScreenCommand;
}

function AlertRow({ alert, nameOf, settle, act }: AlertRowProps): ReactNode {
  const now = usePageMinute();
  const [shape, tone] = SIGNS[alert.severity];
  const mayAct = useMay('analyst');
  const { state, changed_at, changed_by, log } = alert;
  const changed =
    changed_at === null || changed_by === null || state === 'open'
      ? null
      : pageWords.alerts[state](nameOf(changed_by), utcWhen(changed_at, now));
  return (
    <li data-drill={alert.drill === 1 ? 'yes' : 'no'}>
      <div className="stack-s">
        <p className="kind-line">
          <Sign shape={shape} tone={tone}>
            {pageWords.alerts.severity[alert.severity]}
          </Sign>
          {alert.drill === 1 ? <span className="drill-word">{pageWords.alerts.drill}</span> : null}
          <b>
            <PageTime at={alert.wall ?? alert.raised_at} />
          </b>
          <span className="quiet">{alert.station ?? pageWords.alerts.collector}</span>
        </p>
        <p>
          <Told alert={alert} />
        </p>
        {alert.wall === null ? null : <Late wall={alert.wall} receivedAt={alert.raised_at} />}
        {changed === null ? null : (
          <Sign shape={state === 'acknowledged' ? 'good' : 'here'} tone={state === 'acknowledged' ? 'good' : 'care'} size="small">
            {changed}
          </Sign>
        )}
      </div>
      <div className="row">
        {alert.cer !== null ? (
          <Button kind="plain" onPress={() => go({ room: 'incident', cer: alert.cer ?? '' })}>
            {pageWords.timeline.what}
          </Button>
        ) : log !== null ? (
          <Button kind="plain" onPress={() => go({ room: 'station', log, part: 'entries' })}>
            {pageWords.stations.open}
          </Button>
        ) : null}
        {!mayAct || state === 'acknowledged' ? null : (
          <>
            {state === 'escalated' ? null : (
              <Button onPress={() => settle(alert.id, 'escalate')} blocked={act.busy ? '' : null}>
                {pageWords.alerts.escalate}
              </Button>
            )}
            <Button kind="strong" onPress={() => settle(alert.id, 'acknowledge')} blocked={act.busy ? '' : null}>
              {pageWords.alerts.acknowledge}
            </Button>
          </>
        )}
      </div>
    </li>
  );
}

function Told({ alert: { leaf, said, sentence } }: { readonly alert: AlertAnswer }): ReactNode {
  return leaf === null ? sentence : <EntrySentence leaf={leaf} said={said} />;
}
