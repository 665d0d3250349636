import type { ReactNode } from 'react';
import type { RequestView } from '../../shared/contract/view.ts';
import { ask } from '../border/ask.ts';
import { useSecondsLeft } from '../border/ticker.ts';
import { useCommand } from '../hooks/use-command.ts';
import { Button } from '../kit/button.tsx';
import { ErrorNote } from '../kit/error-note.tsx';
import { Note } from '../kit/note.tsx';
import { countdown } from '../words/time.ts';
import { t } from '../words/words.ts';

/** More time was asked for: how far it is, and the way to the gathering and back. */
export function ExtensionNote(props: {
  readonly request: RequestView;
  readonly at: 'credentials' | 'gathering';
  readonly onSwitch: () => void;
}): ReactNode {
  const { request, at, onSwitch } = props;
  const left = useSecondsLeft(request.lapsesInMs);
  const act = useCommand();
  const { minutes, have, need } = request;
  const buttons = (
    <div className="row">
      <Button kind="strong" onPress={onSwitch}>
        {at === 'credentials' ? t('emergency.gathering.extension.go') : t('emergency.gathering.extension.back')}
      </Button>
      <Button onPress={() => void act.run(async () => void (await ask('request.abort', { request: request.id })))}>
        {t('emergency.gathering.extension.abort')}
      </Button>
    </div>
  );
  return (
    <>
      <Note verdict="care" shape="glass" title={t('emergency.gathering.extension.note', { minutes, have, need })} act={buttons}>
        <p>{t('emergency.gathering.extension.lapses', { time: countdown(left) })}</p>
      </Note>
      <ErrorNote error={act.error} />
    </>
  );
}
