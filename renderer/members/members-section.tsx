import '../face/rooms.css';
import type { ReactNode } from 'react';
import { useVault } from '../border/use-view.ts';
import { Screen } from '../shell/screen.tsx';
import { t } from '../words/words.ts';
import { MemberTable } from './member-table.tsx';
import { RuleCards } from './rule-cards.tsx';

/** Who is enrolled, with which keys and for what, and the charter's rules in words. */
export function MembersSection(): ReactNode {
  const vault = useVault();
  return (
    <Screen
      id="members"
      title={t('members.title')}
      subtitle={t('members.say', { count: vault.members.length, version: vault.charterVersion })}
    >
      <div className="stack-l">
        <MemberTable vault={vault} />
        <section className="stack" aria-labelledby="rules-heading">
          <h2 id="rules-heading">{t('members.rules.title')}</h2>
          <RuleCards vault={vault} />
        </section>
        <p className="quiet">{t('members.charter.change')}</p>
      </div>
    </Screen>
  );
}
