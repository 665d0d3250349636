import type { ReactNode } from 'react';
import { CREDENTIAL_FIELDS, type CredentialField, credentialField } from '../../shared/domain/credential-kind.ts';
import { TextField } from '../kit/text-field.tsx';
import { catalogue } from '../words/catalogue.ts';
import { t, type WordKey } from '../words/words.ts';
import type { DepositDraft } from './deposit-draft.ts';
import { ExtraFields } from './extra-fields.tsx';
import { FileField } from './file-field.tsx';
import { OtpauthField } from './otpauth-field.tsx';
import { PasswordField } from './password-field.tsx';

export interface KindFieldsProps {
  readonly draft: DepositDraft;
  readonly onChange: (change: Partial<DepositDraft>) => void;
}

/** The fields of the chosen kind. */
export function KindFields({ draft, onChange }: KindFieldsProps): ReactNode {
  if (draft.kind === 'file') return <FileField file={draft.file} onPick={(file) => onChange({ file })} />;
  return (
    <>
      {CREDENTIAL_FIELDS[draft.kind].map((field) => (
        <KindField key={field.id} field={field} draft={draft} onChange={onChange} />
      ))}
      {draft.kind === 'login' ? <ExtraFields extra={draft.extra} onChange={(extra) => onChange({ extra })} /> : null}
    </>
  );
}

function KindField({ field, draft, onChange }: KindFieldsProps & { readonly field: CredentialField }): ReactNode {
  const { id } = field;
  const given = { value: draft.fields[id] ?? '', onChange: (value: string) => onChange({ fields: { ...draft.fields, [id]: value } }) };
  const optional = field.required || field.secret === false;
  const label = fieldLabel(id) + (optional || credentialField(draft.kind, id)?.required === true ? '' : ` ${t('desk.form.optional')}`);
  if (id === 'otpauth') return <OtpauthField label={label} title={draft.title} {...given} />;
  if (id === 'password') return <PasswordField label={label} {...given} />;
  if (!field.multiline) return <TextField label={label} kind={field.secret ? 'secret' : 'line'} {...given} />;
  const hint = id === 'codes' ? t('desk.form.codesHint') : id === 'text' ? undefined : t('desk.form.multilineHint');
  return <TextField label={label} kind="lines" rows={6} font={id === 'text' ? 'text' : 'mono'} hint={hint} {...given} />;
}

/** A kind's own field in words; an id that has none is its own. */
export function fieldLabel(id: string): string {
  return Object.hasOwn(catalogue.desk.fields, id) ? t(`desk.fields.${id}` as Extract<WordKey, `desk.fields.${string}`>) : id;
}
