import type { ReactNode } from 'react';
import { Button } from '../kit/button.tsx';
import { Sheet } from '../kit/sheet.tsx';
import { t } from '../words/words.ts';

/** Asks before what was typed is lost. Esc stays. */
export function LeaveSheet({ onStay, onLeave }: { readonly onStay: () => void; readonly onLeave: () => void }): ReactNode {
  return (
    <Sheet kind="alert" title={t('shell.leave.title')} onLeave={onStay}>
      <p>{t('shell.leave.what')}</p>
      <div className="row">
        <Button focusFirst="yes" onPress={onStay}>
          {t('shell.leave.stay')}
        </Button>
        <Button kind="stop" onPress={onLeave}>
          {t('shell.leave.go')}
        </Button>
      </div>
    </Sheet>
  );
}
