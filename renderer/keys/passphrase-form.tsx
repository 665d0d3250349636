import { type ReactNode, useState } from 'react';
import { Form } from 'react-aria-components/Form';
import { Button } from '../kit/button.tsx';
import { TextField } from '../kit/text-field.tsx';
import { say } from '../words/words.ts';

const LEAST = 12;

/** Asks for the passphrase that goes with a key, or for a new one twice. It is kept nowhere but in these fields. */
export function PassphraseForm(props: { readonly kind: 'choose' | 'ask'; readonly onGive: (passphrase: string) => void }): ReactNode {
  const [first, setFirst] = useState('');
  const [second, setSecond] = useState('');
  const [tried, setTried] = useState(false);
  const choosing = props.kind === 'choose';
  const short = choosing && [...first].length < LEAST;
  const differ = choosing && first !== second;
  return (
    <Form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        setTried(true);
        if (first !== '' && !short && !differ) props.onGive(first);
      }}
    >
      <TextField
        label={choosing ? say('keys.passphrase.choose') : say('keys.passphrase.ask')}
        hint={choosing ? say('keys.passphrase.chooseHint') : say('keys.passphrase.askHint')}
        kind="secret"
        value={first}
        onChange={setFirst}
        error={tried && short ? say('keys.passphrase.short') : null}
        focusFirst="yes"
      />
      {choosing ? (
        <TextField
          label={say('keys.passphrase.again')}
          kind="secret"
          value={second}
          onChange={setSecond}
          error={tried && !short && differ ? say('keys.passphrase.differ') : null}
        />
      ) : null}
      <div className="row">
        <Button type="submit" kind="strong" onPress={() => {}}>
          {say('keys.passphrase.go')}
        </Button>
      </div>
    </Form>
  );
}
