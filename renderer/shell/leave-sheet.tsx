import type { ReactNode } from 'react';
import { Button } from '../kit/button.tsx';
import { Sheet } from '../kit/sheet.tsx';
import { say } from '../words/words.ts';

/** Asks before what was typed is lost. Esc stays. */
export function LeaveSheet({ onStay, onLeave }: { readonly onStay: () => void; readonly onLeave: () => void }): ReactNode {
  return (
    <Sheet kind="alert" title={say('shell.leave.title')} onLeave={onStay}>
      <p>{say('shell.leave.what')}</p>
      <div className="row">
        <Button focusFirst="yes" onPress={onStay}>
          {say('shell.leave.stay')}
        </Button>
        <Button kind="stop" onPress={onLeave}>
          {say('shell.leave.go')}
        </Button>
      </div>
    </Sheet>
  );
}
