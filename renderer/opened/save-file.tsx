import { type ReactNode, useState } from 'react';
import { ask } from '../border/ask.ts';
import { useCommand } from '../hooks/use-command.ts';
import { Button } from '../kit/button.tsx';
import { ErrorNote } from '../kit/error-note.tsx';
import { announce } from '../kit/live-region.tsx';
import { t } from '../words/words.ts';

/** A file leaves the vault as a file: main writes it where the person says, and it never passes through here. */
export function SaveFile({ credential }: { readonly credential: string }): ReactNode {
  const act = useCommand();
  const [saved, setSaved] = useState(false);
  const save = (): void =>
    void act.run(async () => {
      const answer = await ask('window.save', { credential });
      setSaved(answer.saved);
      if (answer.saved) announce(t('emergency.opened.file.saved'));
    });
  return (
    <div className="unseen">
      <div>
        <h3>{t('emergency.opened.file.title')}</h3>
        <p className={saved ? 'care' : 'quiet'}>{saved ? t('emergency.opened.file.saved') : t('emergency.opened.file.say')}</p>
      </div>
      <Button onPress={save} busy={act.busy ? t('kit.busy') : null}>
        {t('emergency.opened.file.save')}
      </Button>
      <ErrorNote error={act.error} />
    </div>
  );
}
