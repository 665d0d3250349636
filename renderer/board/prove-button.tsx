import { type ReactNode, useState } from 'react';
import { useNames, useShortNames } from '../border/use-view.ts';
import { TouchPanel } from '../keys/touch-panel.tsx';
import { useTouch } from '../keys/use-touch.ts';
import { Button } from '../kit/button.tsx';
import { announce } from '../kit/live-region.tsx';
import { Sheet } from '../kit/sheet.tsx';
import { t } from '../words/words.ts';

/** "Ask Lena to prove it": one touch that opens her shares, compares them, and forgets them. */
export function ProveButton({ member }: { readonly member: string }): ReactNode {
  const short = useShortNames();
  const [asking, setAsking] = useState(false);
  return (
    <>
      <Button onPress={() => setAsking(true)}>{t('emergency.board.next.prove', { name: short(member) })}</Button>
      {asking ? <ProveSheet member={member} onLeave={() => setAsking(false)} /> : null}
    </>
  );
}

function ProveSheet({ member, onLeave }: { readonly member: string; readonly onLeave: () => void }): ReactNode {
  const name = useNames()(member);
  const touch = useTouch();
  const start = (): void =>
    touch.start({ kind: 'prove', member }, () => {
      announce(t('emergency.board.prove.done', { name }));
      onLeave();
    });
  return (
    <Sheet title={t('emergency.board.prove.title', { name })} onLeave={onLeave}>
      <p>{t('emergency.board.prove.say', { name })}</p>
      <TouchPanel touch={touch} />
      {touch.busy ? null : (
        <div className="row">
          <Button kind="main" focusFirst="yes" onPress={start}>
            {t('emergency.board.prove.go', { name })}
          </Button>
          <Button onPress={onLeave}>{t('kit.leave')}</Button>
        </div>
      )}
    </Sheet>
  );
}
