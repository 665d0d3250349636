import type { ReactNode } from 'react';
import { useView } from '../border/use-view.ts';
import { Card } from '../kit/card.tsx';
import { Facts } from '../kit/facts.tsx';
import { Sign } from '../kit/sign.tsx';
import { say } from '../words/words.ts';

const WEAK: ReadonlySet<string> = new Set(['file', 'basic_text']);

/** What the machine can and cannot do, with the way out of what it cannot. */
export function HostCard(): ReactNode {
  const { host } = useView();
  const weak = WEAK.has(host.logKeyIn);
  return (
    <Card title={say('settings.host.title')}>
      <Facts
        facts={[
          { name: say('settings.host.runs'), value: host.name },
          { name: say('settings.host.version'), value: host.version },
          {
            name: say('settings.host.logKey'),
            value: (
              <Sign shape={weak ? 'care' : 'good'} tone={weak ? 'care' : 'good'}>
                {say(`settings.host.where.${host.logKeyIn}`)}
              </Sign>
            ),
          },
        ]}
      />
      {weak ? <p>{say('settings.host.weak')}</p> : null}
      <div className="stack-s">
        <Sign shape={host.asksPin ? 'good' : 'care'} tone={host.asksPin ? 'good' : 'care'}>
          {host.asksPin ? say('settings.host.pinYes') : say('settings.host.pinNo')}
        </Sign>
        {host.asksPin ? null : <p>{say('settings.host.pinFix')}</p>}
      </div>
      <p>{say('settings.host.prf')}</p>
      <p>{say('settings.host.network')}</p>
    </Card>
  );
}
