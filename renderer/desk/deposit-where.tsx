import type { ReactNode } from 'react';
import { CREDENTIAL_KINDS } from '../../shared/domain/credential-kind.ts';
import { useNames, useVault } from '../border/use-view.ts';
import { Card } from '../kit/card.tsx';
import { Choice } from '../kit/choice.tsx';
import { Facts } from '../kit/facts.tsx';
import { Select } from '../kit/select.tsx';
import { TextField } from '../kit/text-field.tsx';
import { ruleSentence } from '../words/rule-sentence.ts';
import { t } from '../words/words.ts';
import type { DepositDraft } from './deposit-draft.ts';
import { realFirst } from './real-first.ts';

/** What it is, where it goes, and how it will be found. Of a replacement, kind and compartment stay as they are. */
export function DepositWhere(props: {
  readonly draft: DepositDraft;
  readonly fixed: 'yes' | 'no';
  readonly onChange: (change: Partial<DepositDraft>) => void;
}): ReactNode {
  const { draft, onChange } = props;
  const compartments = realFirst(useVault().compartments);
  const nameOf = useNames();
  const chosen = compartments.find((one) => one.id === draft.compartment);
  const opens = chosen === undefined ? undefined : `${t('desk.form.whereHint')} ${ruleSentence(chosen.rule, nameOf)}.`;
  return (
    <Card label={t('desk.form.about')} spacing="large">
      {props.fixed === 'yes' ? (
        <Facts
          facts={[
            { name: t('desk.facts.kind'), value: t(`desk.kinds.${draft.kind}`) },
            { name: t('desk.facts.compartment'), value: chosen?.name ?? draft.compartment },
          ]}
        />
      ) : (
        <>
          <Choice
            label={t('desk.form.kind')}
            value={draft.kind}
            options={CREDENTIAL_KINDS.map((kind) => ({ value: kind, label: t(`desk.kinds.${kind}`) }))}
            onChange={(kind) => onChange({ kind, fields: {}, extra: [], file: null })}
          />
          <Select
            label={t('desk.form.where')}
            hint={opens}
            value={draft.compartment}
            options={compartments.map(({ id, name }) => ({ value: id, label: name }))}
            onChange={(compartment) => onChange({ compartment })}
          />
        </>
      )}
      <TextField
        label={t('desk.form.name')}
        hint={t('desk.form.nameHint')}
        value={draft.title}
        onChange={(title) => onChange({ title })}
        maxLength={200}
        required="yes"
      />
      <div className="pair">
        <TextField
          label={t('desk.form.system')}
          hint={t('desk.form.systemHint')}
          value={draft.system}
          onChange={(system) => onChange({ system })}
          maxLength={200}
          required="yes"
        />
        <TextField
          label={t('desk.form.owner')}
          hint={t('desk.form.ownerHint')}
          value={draft.owner}
          onChange={(owner) => onChange({ owner })}
          maxLength={200}
        />
      </div>
    </Card>
  );
}
