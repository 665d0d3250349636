import { type ReactNode, useState } from 'react';
import { Form } from 'react-aria-components/Form';
import { ask } from '../border/ask.ts';
import { useCommand } from '../hooks/use-command.ts';
import { Button } from '../kit/button.tsx';
import { ErrorNote, useErrorWords } from '../kit/error-note.tsx';
import { Sheet } from '../kit/sheet.tsx';
import { TextField } from '../kit/text-field.tsx';
import { t } from '../words/words.ts';
import type { Tell } from './told.ts';
import { withScheme } from './with-scheme.ts';

/** Another address of the same collector, or its first. */
export function MoveSheet(props: { readonly address: string | null; readonly tell: Tell; readonly onLeave: () => void }): ReactNode {
  const { tell, onLeave } = props;
  const [address, setAddress] = useState(props.address ?? '');
  const act = useCommand();
  const inWords = useErrorWords();
  const bad = act.error?.code === 'network.bad_address' ? inWords(act.error) : null;
  const move = (): void =>
    void act.run(async () => {
      const to = withScheme(address);
      await ask('collector.move', { address: to });
      onLeave();
      tell({ verdict: 'good', title: t('collector.about.moved', { address: to }), what: '' });
    });
  return (
    <Sheet title={t(props.address === null ? 'collector.about.giveTitle' : 'collector.about.moveTitle')} onLeave={onLeave}>
      <Form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          if (address.trim() !== '') move();
        }}
      >
        <p>{t('collector.about.moveWhat')}</p>
        <TextField
          label={t(props.address === null ? 'collector.none.address' : 'collector.about.moveField')}
          focusFirst="yes"
          value={address}
          onChange={(typed) => {
            act.clear();
            setAddress(typed);
          }}
          error={bad === null ? null : `${bad.says} ${bad.fix}`}
        />
        <ErrorNote error={bad === null ? act.error : null} />
        <div className="row">
          <Button
            kind="strong"
            type="submit"
            onPress={() => {}}
            blocked={address.trim() === '' ? t('collector.none.addressMissing') : null}
            busy={act.busy ? t('kit.busy') : null}
          >
            {t('collector.about.moveGo')}
          </Button>
          <Button onPress={onLeave}>{t('kit.leave')}</Button>
        </div>
      </Form>
    </Sheet>
  );
}
