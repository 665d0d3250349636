import type { ReactNode } from 'react';
import { useView } from '../border/use-view.ts';
import { Facts } from '../kit/facts.tsx';
import { Note } from '../kit/note.tsx';
import { Sign } from '../kit/sign.tsx';
import { t } from '../words/words.ts';

/** What this machine can do and what not, before anybody relies on it. */
export function HostNotes(): ReactNode {
  const { host, station } = useView();
  return (
    <section className="stack-s" aria-label={t('doors.host.title')}>
      <h2>{t('doors.host.title')}</h2>
      <Facts
        facts={[
          { name: t('doors.host.runs'), value: `${host.name}, Halligan ${host.version}` },
          { name: t('doors.host.station'), value: station.name },
          { name: t('doors.host.logKey'), value: t(`settings.host.where.${host.logKeyIn}`) },
          {
            name: t('doors.host.pin'),
            value: host.asksPin ? (
              <Sign shape="good" tone="good">
                {t('doors.host.pinYes')}
              </Sign>
            ) : (
              <Sign shape="care" tone="care">
                {t('doors.host.pinNo')}
              </Sign>
            ),
          },
          { name: t('doors.host.network'), value: t('doors.host.networkNone') },
        ]}
      />
      {host.asksPin ? null : <Note verdict="care" title={t('doors.host.pinNoFix')} />}
    </section>
  );
}
