import type { ReactNode } from 'react';
import { useView } from '../border/use-view.ts';
import { Facts } from '../kit/facts.tsx';
import { Note } from '../kit/note.tsx';
import { Sign } from '../kit/sign.tsx';
import { say } from '../words/words.ts';

/** What this machine can do and what not, before anybody relies on it. */
export function HostNotes(): ReactNode {
  const { host, station } = useView();
  return (
    <section className="stack-s" aria-label={say('doors.host.title')}>
      <h2>{say('doors.host.title')}</h2>
      <Facts
        facts={[
          { name: say('doors.host.runs'), value: `${host.name}, Halligan ${host.version}` },
          { name: say('doors.host.station'), value: station.name },
          { name: say('doors.host.logKey'), value: say(`settings.host.where.${host.logKeyIn}`) },
          {
            name: say('doors.host.pin'),
            value: host.asksPin ? (
              <Sign shape="good" tone="good">
                {say('doors.host.pinYes')}
              </Sign>
            ) : (
              <Sign shape="care" tone="care">
                {say('doors.host.pinNo')}
              </Sign>
            ),
          },
          { name: say('doors.host.network'), value: say('doors.host.networkNone') },
        ]}
      />
      {host.asksPin ? null : <Note verdict="care" title={say('doors.host.pinNoFix')} />}
    </section>
  );
}
