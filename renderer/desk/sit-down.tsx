import '../face/rooms.css';
import type { ReactNode } from 'react';
import type { MemberView } from '../../shared/contract/view.ts';
import { useVault, useView } from '../border/use-view.ts';
import { TouchPanel } from '../keys/touch-panel.tsx';
import { type Touch, useTouch } from '../keys/use-touch.ts';
import { Button } from '../kit/button.tsx';
import { Card } from '../kit/card.tsx';
import { announce } from '../kit/live-region.tsx';
import { Screen } from '../shell/screen.tsx';
import { listAnd } from '../words/list.ts';
import { t } from '../words/words.ts';

/** Nobody is at the desk: who am I, then one touch. */
export function SitDown(): ReactNode {
  const { members } = useVault();
  const touch = useTouch();
  // Who can do something here comes first.
  const sorted = [...members].sort((a, b) => Number(b.roles.includes('steward')) - Number(a.roles.includes('steward')));
  return (
    <Screen id="sit-down" title={t('desk.sit.title')} subtitle={t('desk.sit.say')}>
      <div className="two">
        <Card title={t('desk.sit.who')} spacing="small">
          <ul className="rows">
            {sorted.map((member) => (
              <li key={member.id}>
                <Person member={member} touch={touch} />
              </li>
            ))}
          </ul>
        </Card>
        <aside className="stack" aria-label={t('desk.sit.why')}>
          {touch.state.at === 'idle' ? <Why /> : <TouchCard touch={touch} />}
        </aside>
      </div>
    </Screen>
  );
}

function Person({ member, touch }: { readonly member: MemberView; readonly touch: Touch }): ReactNode {
  const { request } = useView();
  const { id, name, roles } = member;
  const here = touch.busy && touch.state.at !== 'idle' && 'member' in touch.state.purpose && touch.state.purpose.member === id;
  return (
    <>
      <div>
        <p className="name">{name}</p>
        <p className="quiet">
          {roles.length === 0 ? t('members.noRole') : listAnd(roles.map((role) => t(`members.roles.${role}`)))}
          {roles.includes('steward') ? `: ${t('desk.sit.roles', { what: t('desk.sit.may.steward') })}` : null}
        </p>
      </div>
      <Button
        kind={here ? 'strong' : 'ordinary'}
        blocked={request === null ? null : ''}
        label={t('desk.sit.as', { name })}
        onPress={() => {
          touch.cancel();
          touch.start({ kind: 'desk', member: id }, () => announce(t('desk.here', { name })));
        }}
      >
        {t('desk.sit.touch')}
      </Button>
    </>
  );
}

function TouchCard({ touch }: { readonly touch: Touch }): ReactNode {
  return (
    <Card kind="act" label={t('desk.sit.touch')}>
      <TouchPanel touch={touch} />
    </Card>
  );
}

function Why(): ReactNode {
  return (
    <Card title={t('desk.sit.why')} spacing="small">
      <ul className="plain-list">
        <li>{t('desk.sit.list.steward')}</li>
        <li>{t('desk.sit.list.all')}</li>
        <li>{t('desk.sit.list.quorum')}</li>
      </ul>
      <p className="quiet">{t('desk.sit.logged')}</p>
    </Card>
  );
}
