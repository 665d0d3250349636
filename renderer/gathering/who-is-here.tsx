import type { ReactNode } from 'react';
import type { RequestView } from '../../shared/contract/view.ts';
import { ask } from '../border/ask.ts';
import { useNames } from '../border/use-view.ts';
import { useCommand } from '../hooks/use-command.ts';
import { Button } from '../kit/button.tsx';
import { Card } from '../kit/card.tsx';
import { ErrorNote } from '../kit/error-note.tsx';
import { t } from '../words/words.ts';

/** Nobody is at the key: whoever stands there chooses their name. Those who failed or denied may come again. */
export function WhoIsHere({ request }: { readonly request: RequestView }): ReactNode {
  const name = useNames();
  const act = useCommand();
  const asks = request.requester ?? request.operator;
  const able = request.people.filter((one) => one.status !== 'approved');
  const counted = request.people.some((one) => one.member === asks);
  return (
    <Card kind="act" title={t('emergency.gathering.who.title')}>
      <p>{able.length === 0 ? t('emergency.gathering.who.none') : t('emergency.gathering.who.say')}</p>
      <ErrorNote error={act.error} />
      <ul className="names" aria-label={t('emergency.gathering.who.list')}>
        {able.map(({ member }) => (
          <li key={member}>
            <Button
              width="wide"
              onPress={() => void act.run(async () => void (await ask('request.here', { request: request.id, member })))}
            >
              {name(member)}
            </Button>
          </li>
        ))}
      </ul>
      {counted ? null : <p className="quiet">{t('emergency.gathering.who.notCounted', { name: name(asks) })}</p>}
    </Card>
  );
}
