import type { ReactNode } from 'react';
import type { FoundingView } from '../../shared/contract/view.ts';
import { ask } from '../border/ask.ts';
import { useView } from '../border/use-view.ts';
import { useCommand } from '../hooks/use-command.ts';
import { Button } from '../kit/button.tsx';
import { Card } from '../kit/card.tsx';
import { ErrorNote } from '../kit/error-note.tsx';
import { Note } from '../kit/note.tsx';
import { HeadWords } from '../log/proof.tsx';
import { t } from '../words/words.ts';
import { StepScreen } from './step-screen.tsx';

/** The last step: it is a vault now, and what to do before everyone leaves the room. */
export function DoneStep({ founding }: { readonly founding: FoundingView }): ReactNode {
  const { log, vault } = useView();
  const act = useCommand();
  const days = Math.min(...founding.compartments.map((one) => one.policy.drillEveryDays));
  return (
    <StepScreen
      founding={founding}
      title={t('founding.done.title', { name: founding.name })}
      main={
        <Button
          kind="main"
          onPress={() => void act.run(async () => void (await ask('founding.leave', {})))}
          busy={act.busy ? t('kit.busy') : null}
        >
          {t('founding.done.go')}
        </Button>
      }
    >
      <ErrorNote error={act.error} />
      <div className="two">
        <div className="stack">
          <Note verdict="good" title={t('founding.done.say')} />
          <Card title={t('founding.done.next')}>
            <ol className="plain-list">
              <li>{t('founding.done.list.mark')}</li>
              <li>{t('founding.done.list.copy')}</li>
              <li>{t('founding.done.list.words')}</li>
              <li>{t('founding.done.list.deposit')}</li>
              {Number.isFinite(days) ? <li>{t('founding.done.list.drill', { days })}</li> : null}
            </ol>
          </Card>
        </div>
        <aside className="stack" aria-label={t('founding.done.file')}>
          <Card title={t('founding.done.file')} spacing="small">
            <p className="mono small path">{vault?.path ?? founding.path}</p>
          </Card>
          {log === null ? null : <HeadWords log={log} />}
        </aside>
      </div>
    </StepScreen>
  );
}
