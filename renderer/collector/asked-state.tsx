import type { ReactNode } from 'react';
import { ask } from '../border/ask.ts';
import { useCommand } from '../hooks/use-command.ts';
import { Button } from '../kit/button.tsx';
import { Card } from '../kit/card.tsx';
import { ErrorNote } from '../kit/error-note.tsx';
import { Sign } from '../kit/sign.tsx';
import { t } from '../words/words.ts';
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
      {collector.confirmed ? <Card label={t('collector.titles.letIn')}>{standing}</Card> : null}
      <div className="pair comparing">
        <Theirs collector={collector} tell={tell} />
        <Card title={t('collector.asked.ours')}>
          <p>{t('collector.asked.oursWhat')}</p>
          <CompareWords words={collector.stationWords} label={t('collector.asked.ours')} />
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
    <Card title={t('collector.asked.theirs')} kind={collector.confirmed ? 'plain' : 'act'}>
      <p>{t('collector.asked.theirsWhat', { name: collector.name })}</p>
      <CompareWords words={collector.collectorWords} label={t('collector.asked.theirs')} />
      <ErrorNote error={act.error} />
      {collector.confirmed ? (
        <Sign shape="good" tone="good">
          {t('collector.asked.compared')}
        </Sign>
      ) : (
        <div className="row">
          <Button kind="main" onPress={confirm} busy={act.busy ? t('kit.busy') : null}>
            {t('collector.asked.same')}
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
  const next = confirmed ? t('collector.asked.pendingWhat') : t('collector.asked.pendingCompare');
  return (
    <div className="stack-s">
      <Sign shape={letIn ? 'good' : 'wait'} tone={letIn ? 'good' : 'ink'}>
        {letIn ? t('collector.asked.letIn') : t('collector.asked.notYet')}
      </Sign>
      {fault === null ? null : <FaultWords fault={fault} />}
      {letIn || address !== null ? null : <p className="quiet">{t('collector.asked.bringAgain')}</p>}
      <ErrorNote error={act.error} />
      <div className="row">
        {letIn ? null : address === null ? (
          <OpenAnswer kind={confirmed ? 'main' : 'ordinary'} next={next} tell={tell} />
        ) : (
          <Button onPress={tryNow} busy={act.busy ? t('kit.busy') : null}>
            {t('collector.asked.tryNow')}
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
      title={t('collector.asked.differTitle')}
      what={[t('collector.asked.differWhat'), t('collector.asked.differDanger')]}
      stay={t('collector.asked.differAgain')}
      go={t('collector.asked.differLeave')}
      after={{ verdict: 'care', title: t('collector.none.differed'), what: t('collector.none.differedWhat') }}
      tell={tell}
    >
      {t('collector.asked.differ')}
    </Leave>
  );
}
