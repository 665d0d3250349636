import { type ReactNode, useState } from 'react';
import { Form } from 'react-aria-components/Form';
import { Button } from '../kit/button.tsx';
import { TextField } from '../kit/text-field.tsx';
import { t } from '../words/words.ts';

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
        label={choosing ? t('keys.passphrase.choose') : t('keys.passphrase.ask')}
        hint={choosing ? t('keys.passphrase.chooseHint') : t('keys.passphrase.askHint')}
        kind="secret"
        value={first}
        onChange={setFirst}
        error={tried && short ? t('keys.passphrase.short') : null}
        focusFirst="yes"
      />
      {choosing ? (
        <TextField
          label={t('keys.passphrase.again')}
          kind="secret"
          value={second}
          onChange={setSecond}
          error={tried && !short && differ ? t('keys.passphrase.differ') : null}
        />
      ) : null}
      <div className="row">
        <Button type="submit" kind="strong" onPress={() => {}}>
          {t('keys.passphrase.go')}
        </Button>
      </div>
    </Form>
  );
}
