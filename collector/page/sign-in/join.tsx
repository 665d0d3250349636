import { type FormEvent, type ReactNode, useState } from 'react';
import { useCommand } from '../../../renderer/hooks/use-command.ts';
import { Button } from '../../../renderer/kit/button.tsx';
import { TextField } from '../../../renderer/kit/text-field.tsx';
import type { ViewerRole } from '../../console/answers.ts';
import { post } from '../border/ask.ts';
import { join } from '../border/passkey.ts';
import { goInstead } from '../border/place.ts';
import { useLoaded } from '../border/use-loaded.ts';
import { Failed } from '../parts/failed.tsx';
import { pageWords } from '../words/words.ts';
import { SignInScreen } from './sign-in-screen.tsx';

interface Invitation {
  readonly role: ViewerRole;
  readonly name: string;
}

/** Whoever followed a one-time link makes a passkey, and is in. */
export function JoinDoor({ code, onIn }: { readonly code: string; readonly onIn: () => void }): ReactNode {
  const { value, error } = useLoaded(() => post<Invitation>('/v1/join/look', { code }), [code]);
  return (
    <SignInScreen
      title={pageWords.door.joinTitle}
      subtitle={value === null ? pageWords.door.say : `${pageWords.door.joinSay(value.role)} ${pageWords.roleWhat[value.role]}`}
    >
      <Failed error={error} />
      {error === null ? null : <Button onPress={() => goInstead({ room: 'timeline' })}>{pageWords.door.toSignIn}</Button>}
      {value === null || error !== null ? null : <JoinForm code={code} name={value.name} onIn={onIn} />}
    </SignInScreen>
  );
}

function JoinForm({ code, name: given, onIn }: { readonly code: string; readonly name: string; readonly onIn: () => void }): ReactNode {
  const [name, setName] = useState(given);
  const [tried, setTried] = useState(false);
  const { busy, error, run } = useCommand();
  const missing = name.trim() === '';
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setTried(true);
    if (!missing) void run(() => join(code, name.trim()).then(onIn));
  };
  return (
    <form className="stack" onSubmit={submit}>
      <TextField
        label={pageWords.door.name}
        hint={pageWords.door.nameHint}
        value={name}
        onChange={setName}
        maxLength={60}
        focusFirst="yes"
        error={tried && missing ? pageWords.door.nameMissing : null}
      />
      <Failed error={error} />
      <Button kind="main" type="submit" onPress={() => {}} busy={busy ? pageWords.door.busy : null}>
        {pageWords.door.join}
      </Button>
    </form>
  );
}
