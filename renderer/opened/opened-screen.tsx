import { type ReactNode, useState } from 'react';
import type { WindowView } from '../../shared/contract/view.ts';
import { useNames, useVault, useView } from '../border/use-view.ts';
import { GatheringSection } from '../gathering/gathering-section.tsx';
import { useScopeNames } from '../gathering/scope-words.ts';
import { Button } from '../kit/button.tsx';
import { Screen } from '../shell/screen.tsx';
import { t } from '../words/words.ts';
import { ExtendSheet } from './extend-sheet.tsx';
import { ExtensionNote } from './extension-note.tsx';
import { OpenedSection } from './opened-section.tsx';
import { ReadLarge } from './read-large.tsx';

interface Large {
  readonly credential: string;
  readonly title: string;
  readonly field: string;
  readonly name: string;
}

/** The open window: credentials, one field read large, or the gathering for more time. */
export function OpenedScreen({ opened }: { readonly opened: WindowView }): ReactNode {
  const { request } = useView();
  const vault = useVault();
  const name = useNames()(opened.operator);
  const scope = useScopeNames()(opened.compartments);
  const [large, setLarge] = useState<Large | null>(null);
  const [asking, setAsking] = useState(false);
  const [gathering, setGathering] = useState(false);
  const most = Math.min(
    480,
    ...vault.compartments.filter((one) => opened.compartments.includes(one.id)).map((one) => one.policy.maxWindowMinutes),
  );
  const practice = vault.kind === 'practice';
  const sentence =
    opened.kind !== 'emergency'
      ? t('emergency.opened.sayDrill', { scope, name })
      : practice
        ? t('emergency.opened.sayPractice', { scope, name })
        : t('emergency.opened.say', { scope, name, incident: opened.incident });
  const buttons =
    request === null && opened.kind !== 'founding' && large === null ? (
      <Button onPress={() => setAsking(true)}>{t('emergency.opened.extend.go')}</Button>
    ) : undefined;
  const atGathering = gathering && request !== null;
  return (
    <Screen
      id={large === null ? 'opened' : 'large'}
      subtitle={large === null ? sentence : t('emergency.opened.large.title', { title: large.title, field: large.name })}
      buttons={buttons}
    >
      {request === null || large !== null ? null : (
        <div className="notice-list">
          <ExtensionNote request={request} at={atGathering ? 'gathering' : 'credentials'} onSwitch={() => setGathering(!atGathering)} />
        </div>
      )}
      {large !== null ? (
        <ReadLarge
          key={`${large.credential} ${large.field}`}
          credential={large.credential}
          field={large.field}
          name={large.name}
          onBack={() => setLarge(null)}
        />
      ) : null}
      {large === null && atGathering ? <GatheringSection request={request} /> : null}
      <div className="opened" hidden={large !== null || atGathering}>
        <OpenedSection
          opened={opened}
          onReadLarge={(row, field) => setLarge({ credential: row.id, title: row.title, field: field.id, name: field.name })}
        />
      </div>
      {asking ? <ExtendSheet most={most} onLeave={() => setAsking(false)} /> : null}
    </Screen>
  );
}
