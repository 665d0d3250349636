import { type ReactNode, useState } from 'react';
import type { RequestView } from '../../shared/contract/view.ts';
import { ask } from '../border/ask.ts';
import { useNames, useShortNames } from '../border/use-view.ts';
import { useCommand } from '../hooks/use-command.ts';
import { TouchPanel } from '../keys/touch-panel.tsx';
import { useTouch } from '../keys/use-touch.ts';
import { Button } from '../kit/button.tsx';
import { Card } from '../kit/card.tsx';
import { ErrorNote } from '../kit/error-note.tsx';
import { announce } from '../kit/live-region.tsx';
import { t } from '../words/words.ts';
import { ConsentFacts, WhatTheTouchDoes } from './consent-facts.tsx';
import { DenyForm } from './deny-form.tsx';
import { useWhatOpens } from './scope-words.ts';

/** One custodian's consent: what they are asked, then their touch or their word against it. */
export function Consent({ request, member }: { readonly request: RequestView; readonly member: string }): ReactNode {
  const name = useNames()(member);
  const short = useShortNames()(member);
  const scope = useWhatOpens()(request);
  const touch = useTouch();
  const act = useCommand();
  const [denying, setDenying] = useState(false);
  const approve = (): void =>
    touch.start({ kind: 'contribute', request: request.id, member }, ({ opened }) =>
      announce(opened ? t('emergency.gathering.consent.opened', { scope }) : t('emergency.gathering.consent.done', { name }), 'now'),
    );
  const notMe = (): void =>
    void act.run(async () => {
      touch.cancel();
      await ask('request.here', { request: request.id, member: null });
    });
  const waiting = touch.busy;
  return (
    <Card kind="act" spacing="large" label={t('emergency.gathering.consent.label', { name })}>
      {waiting ? null : <h2 className="call">{t('emergency.gathering.consent.title', { name })}</h2>}
      <TouchPanel touch={touch} />
      <ConsentFacts request={request} />
      <p>
        <WhatTheTouchDoes request={request} member={member} />
      </p>
      <ErrorNote error={act.error} />
      {waiting ? null : denying ? (
        <DenyForm request={request.id} member={member} onBack={() => setDenying(false)} />
      ) : (
        <div className="row">
          <Button kind="main" onPress={approve}>
            {t('emergency.gathering.consent.approve')}
          </Button>
          <Button onPress={() => setDenying(true)}>{t('emergency.gathering.consent.deny')}</Button>
          <Button kind="plain" onPress={notMe}>
            {t('emergency.gathering.consent.notMe', { name: short })}
          </Button>
        </div>
      )}
    </Card>
  );
}
