import { type ReactNode, useState } from 'react';
import { ask } from '../border/ask.ts';
import { useNames } from '../border/use-view.ts';
import { useCommand } from '../hooks/use-command.ts';
import { Button } from '../kit/button.tsx';
import { ErrorNote } from '../kit/error-note.tsx';
import { announce } from '../kit/live-region.tsx';
import { TextField } from '../kit/text-field.tsx';
import { t } from '../words/words.ts';

/** A custodian's word against the request. */
export function DenyForm(props: { readonly request: string; readonly member: string; readonly onBack: () => void }): ReactNode {
  const { request, member, onBack } = props;
  const name = useNames()(member);
  const [reason, setReason] = useState('');
  const [tried, setTried] = useState(false);
  const act = useCommand();
  const deny = (): void => {
    setTried(true);
    if (reason.trim() === '') return;
    void act.run(async () => {
      await ask('request.deny', { request, member, reason: reason.trim() });
      announce(t('emergency.gathering.deny.said', { name }), 'now');
    });
  };
  return (
    <div className="stack">
      <h3>{t('emergency.gathering.deny.title', { name })}</h3>
      <TextField
        label={t('emergency.gathering.deny.reason')}
        hint={t('emergency.gathering.deny.hint')}
        value={reason}
        onChange={setReason}
        maxLength={200}
        error={tried && reason.trim() === '' ? t('emergency.opened.extend.missing') : null}
        focusFirst="yes"
      />
      <ErrorNote error={act.error} />
      <div className="row">
        <Button kind="stop" onPress={deny} busy={act.busy ? t('kit.busy') : null}>
          {t('emergency.gathering.deny.go')}
        </Button>
        <Button onPress={onBack}>{t('emergency.gathering.deny.back')}</Button>
      </div>
    </div>
  );
}
