import type { ReactNode } from 'react';
import { ask } from '../border/ask.ts';
import { useMinute } from '../border/ticker.ts';
import { useCommand } from '../hooks/use-command.ts';
import { Button } from '../kit/button.tsx';
import { Card } from '../kit/card.tsx';
import { ErrorNote } from '../kit/error-note.tsx';
import { Facts } from '../kit/facts.tsx';
import { Sign } from '../kit/sign.tsx';
import { URGENCY } from '../shell/collector-fault.ts';
import { utcAt } from '../words/time.ts';
import { t } from '../words/words.ts';
import { FaultWords, NextTry } from './fault-words.tsx';
import { lastReceipt } from './last-receipt.ts';
import type { StateOf } from './state-of.ts';

type Active = StateOf<'active'>;

/** What it holds; what waits, and why; when it is tried again. */
export function StatusCard({ collector }: { readonly collector: Active }): ReactNode {
  const { received, waiting, fault } = collector;
  const now = useMinute();
  const all = waiting.entries === 0 && received !== null;
  return (
    <Card title={titleOf(collector)}>
      {all ? (
        <Sign shape={received.verified ? 'good' : 'wait'} tone={received.verified ? 'good' : 'ink'}>
          {t(received.verified ? 'collector.active.verified' : 'collector.active.verifying', { at: utcAt(received.at, now) })}
        </Sign>
      ) : null}
      {fault === null ? <Calm collector={collector} /> : <FaultWords fault={fault} />}
      {waiting.alerts === 0 ? null : <p>{t('collector.active.alerts', { count: waiting.alerts })}</p>}
      {all ? null : <Facts facts={[{ name: t('collector.active.last'), value: lastReceipt(received, now) }]} />}
      {collector.address === null || (waiting.entries === 0 && fault === null) ? null : <Again collector={collector} />}
    </Card>
  );
}

function titleOf({ received, waiting, sending, fault }: Active): string {
  if (sending && fault === null && waiting.entries > 0) return t('collector.active.sending');
  if (waiting.entries > 0) return t('collector.active.waiting', { count: waiting.entries });
  return received === null ? t('collector.active.none') : t('collector.active.all', { count: received.entries });
}

/** Nothing is wrong: what happens by itself. */
function Calm({ collector }: { readonly collector: Active }): ReactNode {
  const { waiting, sending, arrived, address, received } = collector;
  if (waiting.entries === 0)
    return <p className="quiet">{t(address === null ? 'collector.active.calmByHand' : 'collector.active.calm')}</p>;
  return (
    <>
      {sending ? (
        <Sign shape="wait" tone="ink">
          {t('collector.active.arrived', { arrived, all: (received?.entries ?? 0) + waiting.entries })}
        </Sign>
      ) : null}
      <p>{t(address === null ? 'collector.active.byHand' : 'collector.active.byItself')}</p>
    </>
  );
}

function Again({ collector }: { readonly collector: Active }): ReactNode {
  const { sending, nextTryInMs, fault } = collector;
  const act = useCommand();
  const tryNow = (): void => void act.run(async () => void (await ask('collector.tryNow', {})));
  return (
    <>
      <ErrorNote error={act.error} />
      <div className="row">
        <Button
          kind={fault !== null && URGENCY[fault.kind] === 'act' ? 'main' : 'ordinary'}
          onPress={tryNow}
          busy={act.busy || sending ? t('collector.active.tryingNow') : null}
        >
          {t('collector.active.tryNow')}
        </Button>
        {nextTryInMs === null || sending ? null : <NextTry inMs={nextTryInMs} />}
      </div>
    </>
  );
}
