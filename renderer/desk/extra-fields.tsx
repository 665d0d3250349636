import type { ReactNode } from 'react';
import { Button } from '../kit/button.tsx';
import { TextField } from '../kit/text-field.tsx';
import { t } from '../words/words.ts';
import type { Extra } from './deposit-draft.ts';

/** Further secret fields of a login, each with the depositor's own word for it. */
export function ExtraFields({
  extra,
  onChange,
}: {
  readonly extra: readonly Extra[];
  readonly onChange: (extra: readonly Extra[]) => void;
}): ReactNode {
  const change = (key: number, part: Partial<Extra>): void => onChange(extra.map((one) => (one.key === key ? { ...one, ...part } : one)));
  const add = (): void => onChange([...extra, { key: Math.max(0, ...extra.map((one) => one.key)) + 1, label: '', value: '' }]);
  return (
    <fieldset className="stack-s">
      <legend>{t('desk.form.extra')}</legend>
      {extra.map((one, i) => (
        <fieldset className="extra" key={one.key} aria-label={t('desk.form.extraOf', { number: i + 1 })}>
          <TextField label={t('desk.form.extraLabel')} value={one.label} onChange={(label) => change(one.key, { label })} maxLength={60} />
          <TextField
            label={t('desk.form.extraValue')}
            kind="secret"
            font="mono"
            value={one.value}
            onChange={(value) => change(one.key, { value })}
          />
          <Button
            label={t('desk.form.extraRemove', { number: i + 1 })}
            onPress={() => onChange(extra.filter((other) => other.key !== one.key))}
          >
            {t('playbook.removeShort')}
          </Button>
        </fieldset>
      ))}
      <Button onPress={add}>{t('desk.form.extraAdd')}</Button>
    </fieldset>
  );
}
