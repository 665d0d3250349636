import { type ReactNode, useState } from 'react';
import type { MemberView } from '../../shared/contract/view.ts';
import { useView } from '../border/use-view.ts';
import { TouchPanel } from '../keys/touch-panel.tsx';
import { useTouch } from '../keys/use-touch.ts';
import { Button } from '../kit/button.tsx';
import { announce } from '../kit/live-region.tsx';
import { Sheet } from '../kit/sheet.tsx';
import { Sign } from '../kit/sign.tsx';
import { t } from '../words/words.ts';

/** A custodian shows, alone, that their shares open. Not while something is gathering or open: the key is wanted there. */
export function ProveShares({ member }: { readonly member: MemberView }): ReactNode {
  const view = useView();
  const touch = useTouch();
  const [proved, setProved] = useState(false);
  const { name } = member;
  const start = (): void =>
    touch.start({ kind: 'prove', member: member.id }, () => {
      setProved(true);
      announce(t('members.proof.done', { name }), 'now');
    });
  if (proved) {
    return (
      <Sign shape="good" tone="good">
        {t('members.proof.short')}
      </Sign>
    );
  }
  return (
    <>
      <Button
        onPress={start}
        label={t('members.proof.named', { name })}
        blocked={view.request === null && view.window === null ? null : ''}
      >
        {t('members.proof.go')}
      </Button>
      {touch.state.at === 'idle' ? null : (
        <Sheet title={t('members.proof.title')} onLeave={touch.cancel}>
          <p>{t('members.proof.what')}</p>
          <TouchPanel touch={touch} />
        </Sheet>
      )}
    </>
  );
}
