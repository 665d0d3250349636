import { type ReactNode, useState } from 'react';
import { ask } from '../border/ask.ts';
import { useCommand } from '../hooks/use-command.ts';
import { Button } from '../kit/button.tsx';
import { Choice } from '../kit/choice.tsx';
import { ErrorNote } from '../kit/error-note.tsx';
import { Sheet } from '../kit/sheet.tsx';
import { TextField } from '../kit/text-field.tsx';
import { t } from '../words/words.ts';

const MINUTES = ['15', '30', '60'] as const;

/** Asks the quorum for more time: a request of its own, while the window stays open. */
export function ExtendSheet({ most, onLeave }: { readonly most: number; readonly onLeave: () => void }): ReactNode {
  const options = MINUTES.filter((minutes) => Number(minutes) <= most);
  const [minutes, setMinutes] = useState<string>(options.at(-1) ?? String(most));
  const [reason, setReason] = useState('');
  const act = useCommand();
  const send = (): void =>
    void act.run(async () => {
      await ask('window.extend', { minutes: Number(minutes), reason: reason.trim() });
      onLeave();
    });
  return (
    <Sheet title={t('emergency.opened.extend.title')} onLeave={onLeave}>
      <p>{t('emergency.opened.extend.say')}</p>
      <TextField label={t('emergency.opened.extend.reason')} value={reason} onChange={setReason} maxLength={200} focusFirst="yes" />
      <Choice
        label={t('emergency.opened.extend.minutes')}
        value={minutes}
        options={(options.length > 0 ? options : [String(most)]).map((value) => ({
          value,
          label: t('emergency.opened.extend.option', { minutes: value }),
        }))}
        onChange={setMinutes}
      />
      <ErrorNote error={act.error} />
      <div className="row top">
        <Button
          kind="main"
          onPress={send}
          blocked={reason.trim() === '' ? t('emergency.opened.extend.missing') : null}
          busy={act.busy ? t('kit.busy') : null}
        >
          {t('emergency.opened.extend.send')}
        </Button>
        <Button onPress={onLeave}>{t('kit.leave')}</Button>
      </div>
    </Sheet>
  );
}
