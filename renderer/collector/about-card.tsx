import { type ReactNode, useState } from 'react';
import { useMinute } from '../border/ticker.ts';
import { Button } from '../kit/button.tsx';
import { Card } from '../kit/card.tsx';
import { Facts } from '../kit/facts.tsx';
import { utcWhen } from '../words/time.ts';
import { say } from '../words/words.ts';
import { Leave } from './leave.tsx';
import { MoveSheet } from './move-sheet.tsx';
import type { StateOf } from './state-of.ts';
import type { Tell } from './told.ts';

type Active = StateOf<'active'>;

/** Who it is, what it tells whom, and the ways to another address or away from it. */
export function AboutCard({ collector, tell }: { readonly collector: Active; readonly tell: Tell }): ReactNode {
  const now = useMinute();
  const [moving, setMoving] = useState(false);
  const { name, address, since, waiting } = collector;
  const stays = [
    say('collector.about.leaveStays'),
    ...(waiting.entries === 0 ? [] : [say('collector.about.leaveWaiting', { count: waiting.entries })]),
    say('collector.about.leaveAgain'),
  ];
  return (
    <Card title={say('collector.about.title')}>
      <Facts
        facts={[
          { name: say('collector.about.name'), value: name },
          { name: say('collector.about.address'), value: address ?? say('collector.about.byFile') },
          { name: say('collector.about.since'), value: utcWhen(since, now) },
          ...policyFacts(collector),
          { name: say('collector.about.theirs'), value: collector.collectorWords.join(' ') },
          { name: say('collector.about.ours'), value: collector.stationWords.join(' ') },
        ]}
      />
      <div className="row">
        <Button onPress={() => setMoving(true)}>{address === null ? say('collector.about.give') : say('collector.about.move')}</Button>
        <Leave
          title={say('collector.about.leaveTitle', { name })}
          what={stays}
          stay={say('collector.about.leaveStay')}
          go={say('collector.about.leaveGo')}
          after={{ verdict: 'good', title: say('collector.none.left', { name }), what: say('collector.none.leftWhat') }}
          tell={tell}
        >
          {say('collector.about.leave')}
        </Leave>
      </div>
      {moving ? <MoveSheet address={address} tell={tell} onLeave={() => setMoving(false)} /> : null}
    </Card>
  );
}

function policyFacts({ policy }: Active): { readonly name: string; readonly value: string }[] {
  const { silenceHours, drillDays, disclosures } = policy;
  return [
    {
      name: say('collector.about.silence'),
      value: silenceHours === 0 ? say('collector.about.silenceNever') : say('collector.about.silenceWhat', { count: silenceHours }),
    },
    {
      name: say('collector.about.drill'),
      value: drillDays === 0 ? say('collector.about.drillNever') : say('collector.about.drillWhat', { count: drillDays }),
    },
    { name: say('collector.about.names'), value: say(`collector.about.namesWhat.${disclosures}`) },
  ];
}
