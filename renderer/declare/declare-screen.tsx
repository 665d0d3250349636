import { type ReactNode, useState } from 'react';
import { ask } from '../border/ask.ts';
import { useVault, useView } from '../border/use-view.ts';
import { useCommand } from '../hooks/use-command.ts';
import { Button } from '../kit/button.tsx';
import { lookOf } from '../shell/look.ts';
import { Screen } from '../shell/screen.tsx';
import { useNav, useUnsaved } from '../shell/section.ts';
import { t } from '../words/words.ts';
import { DeclareForm } from './declare-form.tsx';
import { emptyDeclaration, requestOf } from './draft.ts';
import { WillRead } from './will-read.tsx';

/** Declares an emergency, or its twin the drill: the form, and what the custodians will read, live. */
export function DeclareScreen(props: { readonly kind: 'emergency' | 'drill'; readonly compartment: string | null }): ReactNode {
  const view = useView();
  const vault = useVault();
  const nav = useNav();
  const act = useCommand();
  const operators = vault.members.filter((member) => member.roles.includes('operator')).map((member) => member.id);
  const [draft, setDraft] = useState(() => emptyDeclaration(props.kind, props.compartment, operators));
  useUnsaved(draft.incident.trim() !== '' || draft.reason.trim() !== '');
  const hint = { drill: draft.kind === 'drill' ? 'yes' : 'no' } as const;
  const send = (): void =>
    void act.run(async () => {
      const request = requestOf(draft, vault);
      if (request !== null) await ask('request.declare', request);
    });
  const buttons = (
    <>
      <Button onPress={() => setDraft({ ...draft, kind: draft.kind === 'drill' ? 'emergency' : 'drill' })}>
        {t(`emergency.declare.twin.${draft.kind}`)}
      </Button>
      <Button onPress={() => nav.go('board')}>{t('emergency.declare.back')}</Button>
    </>
  );
  return (
    <Screen
      id="declare"
      title={t(`emergency.declare.title.${draft.kind}`)}
      over={t('emergency.declare.over', { state: lookOf(view, hint).word })}
      buttons={buttons}
      hint={hint}
    >
      <div className="two">
        <DeclareForm draft={draft} operators={operators} onChange={setDraft} />
        <WillRead draft={draft} error={act.error} busy={act.busy ? 'yes' : 'no'} onSend={send} />
      </div>
    </Screen>
  );
}
