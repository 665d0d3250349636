import { type ReactNode, useState } from 'react';
import type { CallOutput } from '../../shared/contract/handlers.ts';
import { ask } from '../border/ask.ts';
import { useCommand } from '../hooks/use-command.ts';
import { Button } from '../kit/button.tsx';
import { ErrorNote } from '../kit/error-note.tsx';
import { Sheet } from '../kit/sheet.tsx';
import { TextField } from '../kit/text-field.tsx';
import { t } from '../words/words.ts';

/** Takes the receipt as text. */
export function PasteSheet(props: {
  readonly onLeave: () => void;
  readonly onTaken: (receipt: CallOutput<'collector.readReceipt'>['receipt']) => void;
}): ReactNode {
  const [text, setText] = useState('');
  const act = useCommand();
  const take = (): void => void act.run(async () => props.onTaken((await ask('collector.readReceipt', { text })).receipt));
  return (
    <Sheet title={t('collector.hand.pasteTitle')} onLeave={props.onLeave}>
      <TextField
        label={t('collector.hand.pasteField')}
        hint={t('collector.hand.pasteHint')}
        kind="lines"
        rows={8}
        font="mono"
        focusFirst="yes"
        maxLength={65_536}
        value={text}
        onChange={(typed) => {
          act.clear();
          setText(typed);
        }}
      />
      <ErrorNote error={act.error} />
      <div className="row">
        <Button
          kind="strong"
          onPress={take}
          blocked={text.trim() === '' ? t('collector.hand.pasteMissing') : null}
          busy={act.busy ? t('kit.busy') : null}
        >
          {t('collector.hand.pasteGo')}
        </Button>
        <Button onPress={props.onLeave}>{t('kit.leave')}</Button>
      </div>
    </Sheet>
  );
}
