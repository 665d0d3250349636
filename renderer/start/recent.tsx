import type { ReactNode } from 'react';
import type { RecentView } from '../../shared/contract/view.ts';
import { ask } from '../border/ask.ts';
import { useMinute } from '../border/ticker.ts';
import { useView } from '../border/use-view.ts';
import type { ScreenCommand } from '../hooks/use-command.ts';
import { Button } from '../kit/button.tsx';
import { Card } from '../kit/card.tsx';
import { utcWhen } from '../words/time.ts';
import { t } from '../words/words.ts';

/** What was opened on this machine before, the latest first; the latest is the screen's primary action. */
export function Recent({ act }: { readonly act: ScreenCommand }): ReactNode {
  const { recent } = useView();
  return (
    <Card title={t('doors.recent.title')} kind="raised" spacing="small">
      <ul className="rows">
        {recent.map((one, i) => (
          <li key={one.path}>
            <RecentRow one={one} act={act} kind={i === 0 ? 'main' : 'ordinary'} />
          </li>
        ))}
      </ul>
    </Card>
  );
}

function RecentRow({
  one,
  act,
  kind,
}: {
  readonly one: RecentView;
  readonly act: ScreenCommand;
  readonly kind: 'main' | 'ordinary';
}): ReactNode {
  const now = useMinute();
  const draft = one.kind === 'draft';
  return (
    <>
      <div>
        <p className="name">{one.name}</p>
        <p className="quiet">
          {t(`doors.recent.${one.kind}`)}, {t('doors.recent.at', { when: utcWhen(one.at, now) })}
        </p>
        <p className="small quiet path">{one.path}</p>
      </div>
      <Button
        kind={kind}
        label={draft ? t('doors.recent.resumeNamed', { name: one.name }) : t('doors.recent.openNamed', { name: one.name })}
        busy={act.busy ? t('kit.busy') : null}
        onPress={() => void act.run(async () => void (await ask('vault.open', { path: one.path })))}
      >
        {draft ? t('doors.recent.resume') : t('doors.recent.open')}
      </Button>
    </>
  );
}
