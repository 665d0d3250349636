import { type ReactNode, useEffect, useRef, useState } from 'react';
import { Form } from 'react-aria-components/Form';
import type { ErrorCode } from '../../shared/base/error-codes.ts';
import { ask } from '../border/ask.ts';
import { useCommand } from '../hooks/use-command.ts';
import { Button } from '../kit/button.tsx';
import { Card } from '../kit/card.tsx';
import { ErrorNote, useErrorWords } from '../kit/error-note.tsx';
import { TextField } from '../kit/text-field.tsx';
import { t } from '../words/words.ts';
import { codeProblem } from './code-edit.ts';
import { CodeField } from './code-field.tsx';
import type { Tell } from './told.ts';
import { withScheme } from './with-scheme.ts';

type Field = 'address' | 'code' | 'pin';

/** Refusals that one field mends. */
const AT: Partial<Record<ErrorCode, Field>> = {
  'network.bad_address': 'address',
  'network.name_unknown': 'address',
  'collector.bad_code': 'code',
  'collector.code_unknown': 'code',
  'collector.code_used': 'code',
  'collector.code_expired': 'code',
  'collector.bad_pin': 'pin',
};

/** Address and code, sent to whoever answers there; who that is, the words then say. */
export function EnrolOnline({ known, tell }: { readonly known: string | null; readonly tell: Tell }): ReactNode {
  const act = useCommand();
  const inWords = useErrorWords();
  const [address, setAddress] = useState(known ?? '');
  const [code, setCode] = useState('');
  const [pin, setPin] = useState<string | null>(null);
  const [tries, setTries] = useState(0);
  const form = useRef<HTMLFormElement>(null);
  const refusedAt = act.error === null ? null : (AT[act.error.code] ?? null);
  const at = (field: Field): string | null => {
    if (act.error === null || refusedAt !== field) return null;
    const { says, fix } = inWords(act.error);
    return `${says} ${fix}`;
  };
  const wrong = tries > 0 && act.busy === false;
  useEffect(() => {
    // What has to be mended is where the person is put.
    if (wrong && tries > 0) form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [wrong, tries]);
  const send = (): void => {
    setTries((n) => n + 1);
    if (address.trim() === '' || codeProblem(code) !== null) return;
    tell(null);
    void act.run(async () => {
      await ask('collector.ask', { address: withScheme(address), code, pin: pin === null || pin.trim() === '' ? null : pin.trim() });
    });
  };
  return (
    <Card title={t('collector.none.online')} spacing="large">
      <Form
        ref={form}
        className="stack enrol"
        onSubmit={(event) => {
          event.preventDefault();
          send();
        }}
      >
        <TextField
          label={t('collector.none.address')}
          hint={t('collector.none.addressHint')}
          value={address}
          onChange={(typed) => {
            if (refusedAt === 'address') act.clear();
            setAddress(typed);
          }}
          error={at('address') ?? (tries > 0 && address.trim() === '' ? t('collector.none.addressMissing') : null)}
        />
        <CodeField
          value={code}
          onChange={(typed) => {
            if (refusedAt === 'code') act.clear();
            setCode(typed);
          }}
          tried={tries > 0 ? 'yes' : 'no'}
          error={at('code')}
        />
        {pin === null ? (
          <Button kind="plain" onPress={() => setPin('')}>
            {t('collector.none.pinAdd')}
          </Button>
        ) : (
          <TextField
            label={t('collector.none.pin')}
            hint={t('collector.none.pinHint')}
            font="mono"
            focusFirst="yes"
            maxLength={200}
            value={pin}
            onChange={(typed) => {
              if (refusedAt === 'pin') act.clear();
              setPin(typed);
            }}
            error={at('pin')}
          />
        )}
        <ErrorNote error={refusedAt === null ? act.error : null} />
        <div className="row">
          <Button kind="main" type="submit" onPress={() => {}} busy={act.busy ? t('collector.none.busy') : null}>
            {t('collector.none.go')}
          </Button>
          {act.busy ? (
            <p className="quiet" role="status">
              {t('collector.none.busyHint')}
            </p>
          ) : null}
        </div>
        <p className="quiet">{t('collector.none.next')}</p>
      </Form>
    </Card>
  );
}
