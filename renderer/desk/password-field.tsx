import { type ReactNode, useState } from 'react';
import { Button } from '../kit/button.tsx';
import { Choice } from '../kit/choice.tsx';
import { announce } from '../kit/live-region.tsx';
import { TextField } from '../kit/text-field.tsx';
import { t } from '../words/words.ts';
import { type Alphabet, makePassword } from './make-password.ts';

const LENGTHS = { short: 16, long: 24, longest: 32 } as const;
type Length = keyof typeof LENGTHS;
const EACH_LENGTH: readonly Length[] = ['short', 'long', 'longest'];

/** A password: typed hidden, or made here. */
export function PasswordField(props: {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
}): ReactNode {
  const { value, onChange } = props;
  const [shown, setShown] = useState(false);
  const [making, setMaking] = useState(false);
  const [length, setLength] = useState<Length>('long');
  const [alphabet, setAlphabet] = useState<Alphabet>('readable');
  const make = (): void => {
    setMaking(true);
    setShown(true);
    onChange(makePassword(LENGTHS[length], alphabet, (bytes) => crypto.getRandomValues(bytes)));
    announce(t('desk.form.made'));
  };
  return (
    <div className="stack-s">
      <TextField label={props.label} kind={shown ? 'line' : 'secret'} font="mono" value={value} onChange={onChange} />
      <div className="row">
        <Button onPress={() => setShown(!shown)}>{shown ? t('desk.form.hide') : t('desk.form.show')}</Button>
        <Button onPress={make}>{making ? t('desk.form.makeAgain') : t('desk.form.make')}</Button>
      </div>
      {making ? (
        <div className="stack-s">
          <Choice
            label={t('desk.form.making')}
            value={length}
            options={EACH_LENGTH.map((one) => ({ value: one, label: t(`desk.form.lengths.${one}`) }))}
            onChange={setLength}
          />
          <Choice
            label={t('desk.form.kindOf')}
            value={alphabet}
            options={[
              { value: 'readable', label: t('desk.form.readable') },
              { value: 'all', label: t('desk.form.all') },
            ]}
            onChange={setAlphabet}
          />
          <p className="small quiet">{t('desk.form.made')}</p>
        </div>
      ) : null}
    </div>
  );
}
