import type { ReactNode } from 'react';
import { Button } from '../../../renderer/kit/button.tsx';
import { Note } from '../../../renderer/kit/note.tsx';
import { signIn } from '../border/passkey.ts';
import { useAct } from '../border/use-act.ts';
import { Failed } from '../parts/failed.tsx';
import { words } from '../words/words.ts';
import { Door } from './sign-in-screen.tsx';

/** `was`: whether this person was in a moment ago. */
export function SignInDoor({ was, onIn }: { readonly was: 'in' | 'out'; readonly onIn: () => void }): ReactNode {
  const { busy, error, run } = useAct();
  return (
    <Door title={words.door.title} say={words.door.say}>
      {was === 'in' ? (
        <Note verdict="care" title={words.door.out}>
          <p>{words.door.outWhat}</p>
        </Note>
      ) : null}
      <Failed error={error} />
      <Button kind="main" onPress={() => run(() => signIn().then(onIn))} busy={busy ? words.door.busy : null} focusFirst="yes">
        {words.door.sign}
      </Button>
      <div className="stack-s">
        <h2>{words.door.none}</h2>
        <p className="quiet">{words.door.noneWhat}</p>
      </div>
    </Door>
  );
}
