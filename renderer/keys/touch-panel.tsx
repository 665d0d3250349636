import { type ReactNode, useEffect } from 'react';
import type { KeyStep } from '../../shared/contract/calls.ts';
import { useNames, useView } from '../border/use-view.ts';
import { Button } from '../kit/button.tsx';
import { ErrorNote } from '../kit/error-note.tsx';
import { announce } from '../kit/live-region.tsx';
import { listOr } from '../words/list.ts';
import { t } from '../words/words.ts';
import { KeyPicture } from './key-picture.tsx';
import { PassphraseForm } from './passphrase-form.tsx';
import type { Touch } from './use-touch.ts';

/** The one instruction of a touch: who, which key, what it waits for; with its passphrase, its faults and its way out. */
export function TouchPanel({ touch }: { readonly touch: Touch }): ReactNode {
  const { state } = touch;
  if (state.at === 'idle') return null;
  if (state.at === 'failed') {
    const again = <Button onPress={() => touch.cancel()}>{t('kit.leave')}</Button>;
    return <ErrorNote error={state.error} act={again} />;
  }
  if (state.at === 'starting') return <p className="quiet">{t('keys.starting')}</p>;
  return (
    <div className="stack">
      <Instruction step={state.step} waiting={state.at === 'touching' || state.at === 'pressing'} />
      {state.at === 'passphrase' ? (
        <PassphraseForm kind={state.step.passphrase === 'choose' ? 'choose' : 'ask'} onGive={touch.givePassphrase} />
      ) : null}
      {state.at === 'checking' ? <p className="quiet">{t('keys.working')}</p> : null}
      {state.at === 'checking' ? null : (
        <div className="row">
          {state.at === 'pressing' ? <SimulatedKeys step={state.step} onPress={touch.press} /> : null}
          <Button kind="plain" onPress={() => touch.cancel()}>
            {t('keys.cancel')}
          </Button>
        </div>
      )}
    </div>
  );
}

function Instruction({ step, waiting }: { readonly step: KeyStep; readonly waiting: boolean }): ReactNode {
  const { host } = useView();
  const call = useInstruction(step);
  useEffect(() => {
    if (waiting) announce(call, 'now');
  }, [call, waiting]);
  return (
    <div className="touch">
      <KeyPicture label={step.labels.length === 1 ? (step.labels[0] ?? null) : null} state={waiting ? 'waiting' : 'still'} />
      <div className="stack-s">
        <h2>{call}</h2>
        <p className="quiet">{step.simulated ? t('keys.simulated') : t(`keys.explain.${step.say}`)}</p>
        {host.asksPin || step.simulated ? null : <p className="care">{t('keys.pinCare')}</p>}
      </div>
    </div>
  );
}

function useInstruction(step: KeyStep): string {
  const name = useNames()(step.member);
  if (step.say !== 'touch') return t(`keys.say.${step.say}`, { name });
  const [only] = step.labels;
  if (only !== undefined && step.labels.length === 1) return t('keys.say.touchOne', { name, label: only });
  return t('keys.say.touchAny', { name, labels: listOr(step.labels) });
}

function SimulatedKeys(props: { readonly step: KeyStep; readonly onPress: (label: string) => void }): ReactNode {
  return props.step.labels.map((label, i) => (
    <Button key={label} kind="strong" focusFirst={i === 0 ? 'yes' : 'no'} onPress={() => props.onPress(label)}>
      {t('keys.press', { label })}
    </Button>
  ));
}
