import type { ReactNode } from 'react';
import { Button } from '../kit/button.tsx';
import { Sheet } from '../kit/sheet.tsx';
import { say } from '../words/words.ts';

/** Asks before what was typed is lost. Esc stays. */
export function LeaveSheet({ onStay, onLeave }: { readonly onStay: () => void; readonly onLeave: () => void }): ReactNode {
  return (
    <Sheet kind="alert" title={say('desk.form.leaveTitle')} onLeave={onStay}>
      <p>{say('desk.form.leaveWhat')}</p>
      <div className="row">
        <Button focusFirst="yes" onPress={onStay}>
          {say('desk.form.leaveStay')}
        </Button>
        <Button kind="stop" onPress={onLeave}>
          {say('desk.form.leaveGo')}
        </Button>
      </div>
    </Sheet>
  );
}
