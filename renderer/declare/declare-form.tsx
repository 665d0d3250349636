import type { ReactNode } from 'react';
import { ORDINARY_WAYS } from '../../shared/domain/request.ts';
import { useNames, useVault } from '../border/use-view.ts';
import { Checkbox } from '../kit/checkbox.tsx';
import { Choice } from '../kit/choice.tsx';
import { Select } from '../kit/select.tsx';
import { TextField } from '../kit/text-field.tsx';
import { t } from '../words/words.ts';
import { type Draft, minuteChoices, mostMinutes } from './draft.ts';

interface FormProps {
  readonly draft: Draft;
  readonly operators: readonly string[];
  readonly onChange: (draft: Draft) => void;
}

const SAME = 'same';

export function DeclareForm({ draft, operators, onChange }: FormProps): ReactNode {
  const vault = useVault();
  const name = useNames();
  const set = (part: Partial<Draft>): void => onChange({ ...draft, ...part });
  return (
    <div className="stack">
      <div className="pair">
        <TextField
          label={t(`emergency.declare.incident.${draft.kind}`)}
          value={draft.incident}
          onChange={(incident) => set({ incident })}
          maxLength={200}
          required="yes"
        />
        <Select
          label={t('emergency.declare.operator')}
          value={draft.operator}
          prompt={t('emergency.declare.operatorPrompt')}
          options={operators.map((id) => ({ value: id, label: name(id) }))}
          onChange={(operator) => set({ operator })}
        />
      </div>
      <TextField
        label={t(`emergency.declare.what.${draft.kind}`)}
        kind="lines"
        rows={2}
        value={draft.reason}
        onChange={(reason) => set({ reason })}
        maxLength={2000}
        required="yes"
      />
      <div className="pair">
        <div className="stack">
          <Scope draft={draft} set={set} />
          <Requester draft={draft} set={set} />
        </div>
        <div className="stack">
          {draft.kind === 'emergency' ? <Ways draft={draft} set={set} /> : null}
          <Minutes draft={draft} set={set} most={mostMinutes(draft, vault)} />
        </div>
      </div>
    </div>
  );
}

interface PartProps {
  readonly draft: Draft;
  readonly set: (part: Partial<Draft>) => void;
}

function toggled<T>(list: readonly T[], one: T, on: boolean): readonly T[] {
  return on ? [...list, one] : list.filter((other) => other !== one);
}

function Scope({ draft, set }: PartProps): ReactNode {
  const vault = useVault();
  const real = vault.compartments.filter((one) => one.kind === 'real');
  return (
    <fieldset>
      <legend>{t(`emergency.declare.scope.${draft.kind}`)}</legend>
      <div className="ticks tight">
        {real.map((one) => (
          <Checkbox
            key={one.id}
            checked={draft.compartments.includes(one.id)}
            hint={draft.kind === 'drill' ? t('emergency.declare.decoys') : one.summary}
            onChange={(on) => set({ compartments: toggled(draft.compartments, one.id, on) })}
          >
            {one.name}
          </Checkbox>
        ))}
      </div>
    </fieldset>
  );
}

function Requester({ draft, set }: PartProps): ReactNode {
  const { members } = useVault();
  return (
    <Select
      label={t('emergency.declare.requester')}
      value={draft.requester ?? SAME}
      options={[
        { value: SAME, label: t('emergency.declare.requesterSame') },
        ...members.filter((one) => one.id !== draft.operator).map((one) => ({ value: one.id, label: one.name })),
      ]}
      onChange={(id) => set({ requester: id === SAME ? null : id })}
    />
  );
}

function Ways({ draft, set }: PartProps): ReactNode {
  return (
    <fieldset>
      <legend>{t('emergency.declare.ways.label')}</legend>
      <div className="ticks tight">
        {ORDINARY_WAYS.map((way) => (
          <Checkbox key={way} checked={draft.failed.includes(way)} onChange={(on) => set({ failed: toggled(draft.failed, way, on) })}>
            {t(`emergency.declare.ways.${way}`)}
          </Checkbox>
        ))}
      </div>
    </fieldset>
  );
}

function Minutes({ draft, set, most }: PartProps & { readonly most: number }): ReactNode {
  const choices = minuteChoices(most);
  return (
    <Choice
      label={t('emergency.declare.minutes.label')}
      value={String(Math.min(draft.minutes ?? most, most))}
      options={choices.map((minutes) => ({ value: String(minutes), label: t('emergency.declare.minutes.option', { minutes }) }))}
      hint={t('emergency.declare.minutes.most', { minutes: most })}
      onChange={(minutes) => set({ minutes: Number(minutes) })}
    />
  );
}
