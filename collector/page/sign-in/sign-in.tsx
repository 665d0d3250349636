import type { ReactNode } from 'react';
import { useCommand } from '../../../renderer/hooks/use-command.ts';
import { Button } from '../../../renderer/kit/button.tsx';
import { Note } from '../../../renderer/kit/note.tsx';
import { signIn } from '../border/passkey.ts';
import { Failed } from '../parts/failed.tsx';
import { pageWords } from '../words/words.ts';
import { SignInScreen } from './sign-in-screen.tsx';

/** `was`: whether this person was in a moment ago. */
export function SignInDoor({ was, onIn }: { readonly was: 'in' | 'out'; readonly onIn: () => void }): ReactNode {
  const { busy, error, run } = useCommand();
  return (
    <SignInScreen title={pageWords.door.title} subtitle={pageWords.door.say}>
      {was === 'in' ? (
        <Note verdict="care" title={pageWords.door.out}>
          <p>{pageWords.door.outWhat}</p>
        </Note>
      ) : null}
      <Failed error={error} />
      <Button kind="main" onPress={() => void run(() => signIn().then(onIn))} busy={busy ? pageWords.door.busy : null} focusFirst="yes">
        {pageWords.door.sign}
      </Button>
      <div className="stack-s">
        <h2>{pageWords.door.none}</h2>
        <p className="quiet">{pageWords.door.noneWhat}</p>
      </div>
    </SignInScreen>
  );
}
