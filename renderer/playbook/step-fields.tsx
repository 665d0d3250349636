import type { ReactNode } from 'react';
import { Button } from '../kit/button.tsx';
import { Card } from '../kit/card.tsx';
import { TextField } from '../kit/text-field.tsx';
import { t } from '../words/words.ts';
import type { DraftStep } from './draft-steps.ts';

/** One step: what to do, and more about it; it can be moved and removed. */
export function StepFields(props: {
  readonly step: DraftStep;
  readonly number: number;
  readonly of: number;
  readonly onChange: (change: Partial<Omit<DraftStep, 'key'>>) => void;
  readonly onMove: (by: -1 | 1) => void;
  readonly onRemove: () => void;
}): ReactNode {
  const { step, number, onChange } = props;
  return (
    <Card label={t('playbook.step', { number })} spacing="small">
      <div className="row apart">
        <h2 className="step-name">{t('playbook.step', { number })}</h2>
        <div className="row">
          <Button label={t('playbook.up', { number })} blocked={number === 1 ? '' : null} onPress={() => props.onMove(-1)}>
            {t('playbook.upShort')}
          </Button>
          <Button label={t('playbook.down', { number })} blocked={number === props.of ? '' : null} onPress={() => props.onMove(1)}>
            {t('playbook.downShort')}
          </Button>
          <Button label={t('playbook.remove', { number })} onPress={props.onRemove}>
            {t('playbook.removeShort')}
          </Button>
        </div>
      </div>
      <TextField label={t('playbook.stepText')} value={step.text} onChange={(text) => onChange({ text })} maxLength={500} />
      <TextField
        kind="lines"
        rows={2}
        label={t('playbook.stepDetail')}
        hint={t('playbook.stepDetailHint')}
        value={step.detail}
        onChange={(detail) => onChange({ detail })}
        maxLength={4000}
      />
    </Card>
  );
}
