import type { ReactNode } from 'react';
import { ask } from '../border/ask.ts';
import { useCommand } from '../hooks/use-command.ts';
import { Button } from '../kit/button.tsx';
import { Card } from '../kit/card.tsx';
import { ErrorNote } from '../kit/error-note.tsx';
import { Sign } from '../kit/sign.tsx';
import { say } from '../words/words.ts';
import { OpenAnswer } from './carried-state.tsx';
import { CompareWords } from './compare-words.tsx';
import { FaultWords, NextTry } from './fault-words.tsx';
import { Leave, Withdraw } from './leave.tsx';
import type { StateOf } from './state-of.ts';
import type { Tell } from './told.ts';

type Asked = StateOf<'asked'>;

/** Both sides read their words to each other; each says for itself whether they are the same. */
export function AskedState({ collector, tell }: { readonly collector: Asked; readonly tell: Tell }): ReactNode {
  const standing = <Standing collector={collector} tell={tell} />;
  return (
    <>
      {collector.confirmed ? <Card label={say('collector.titles.letIn')}>{standing}</Card> : null}
      <div className="pair comparing">
        <Theirs collector={collector} tell={tell} />
        <Card title={say('collector.asked.ours')}>
          <p>{say('collector.asked.oursWhat')}</p>
          <CompareWords words={collector.stationWords} label={say('collector.asked.ours')} />
          {collector.confirmed ? null : standing}
        </Card>
      </div>
    </>
  );
}

function Theirs({ collector, tell }: { readonly collector: Asked; readonly tell: Tell }): ReactNode {
  const act = useCommand();
  const confirm = (): void =>
    void act.run(async () => {
      await ask('collector.confirm', { request: collector.request });
      tell(null);
    });
  return (
    <Card title={say('collector.asked.theirs')} kind={collector.confirmed ? 'plain' : 'act'}>
      <p>{say('collector.asked.theirsWhat', { name: collector.name })}</p>
      <CompareWords words={collector.collectorWords} label={say('collector.asked.theirs')} />
      <ErrorNote error={act.error} />
      {collector.confirmed ? (
        <Sign shape="good" tone="good">
          {say('collector.asked.compared')}
        </Sign>
      ) : (
        <div className="row">
          <Button kind="main" onPress={confirm} busy={act.busy ? say('kit.busy') : null}>
            {say('collector.asked.same')}
          </Button>
          <Differ tell={tell} />
        </div>
      )}
    </Card>
  );
}

/** Whether the administrator has let this station in, how that is learned, and the way out. */
function Standing({ collector, tell }: { readonly collector: Asked; readonly tell: Tell }): ReactNode {
  const { letIn, confirmed, fault, nextTryInMs, address } = collector;
  const act = useCommand();
  const tryNow = (): void => void act.run(async () => void (await ask('collector.tryNow', {})));
  const next = confirmed ? say('collector.asked.pendingWhat') : say('collector.asked.pendingCompare');
  return (
    <div className="stack-s">
      <Sign shape={letIn ? 'good' : 'wait'} tone={letIn ? 'good' : 'ink'}>
        {letIn ? say('collector.asked.letIn') : say('collector.asked.notYet')}
      </Sign>
      {fault === null ? null : <FaultWords fault={fault} />}
      {letIn || address !== null ? null : <p className="quiet">{say('collector.asked.bringAgain')}</p>}
      <ErrorNote error={act.error} />
      <div className="row">
        {letIn ? null : address === null ? (
          <OpenAnswer kind={confirmed ? 'main' : 'ordinary'} next={next} tell={tell} />
        ) : (
          <Button onPress={tryNow} busy={act.busy ? say('kit.busy') : null}>
            {say('collector.asked.tryNow')}
          </Button>
        )}
        <Withdraw tell={tell} />
        {letIn || nextTryInMs === null ? null : <NextTry inMs={nextTryInMs} />}
      </div>
    </div>
  );
}

/** What it means that they differ, and the way out of it. */
function Differ({ tell }: { readonly tell: Tell }): ReactNode {
  return (
    <Leave
      opener="ordinary"
      title={say('collector.asked.differTitle')}
      what={[say('collector.asked.differWhat'), say('collector.asked.differDanger')]}
      stay={say('collector.asked.differAgain')}
      go={say('collector.asked.differLeave')}
      after={{ verdict: 'care', title: say('collector.none.differed'), what: say('collector.none.differedWhat') }}
      tell={tell}
    >
      {say('collector.asked.differ')}
    </Leave>
  );
}
