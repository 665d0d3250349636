import type { ReactNode } from 'react';
import { KeyPicture } from '../keys/key-picture.tsx';
import { TouchPanel } from '../keys/touch-panel.tsx';
import type { Touch } from '../keys/use-touch.ts';
import { Button } from '../kit/button.tsx';
import { Card } from '../kit/card.tsx';
import { Icon } from '../kit/icon.tsx';
import { Note } from '../kit/note.tsx';
import { t } from '../words/words.ts';
import { type Founder, nextLabel } from './key-labels.ts';

/** The key that was just registered. */
export interface Enrolled {
  readonly name: string;
  readonly label: string;
}

const STAGES = ['register', 'again', 'confirm'] as const;

/** The right side of the step: the touch under way, what to write on the key after it, or who comes next. */
export function EnrolCard(props: {
  readonly touch: Touch;
  readonly enrolled: Enrolled | null;
  readonly next: Founder | null;
  readonly onRegister: (member: Founder) => void;
}): ReactNode {
  const { touch, enrolled, next } = props;
  if (touch.state.at !== 'idle') {
    return (
      <Card kind="act" label={t('founding.keys.title')}>
        <Stages touch={touch} />
        <TouchPanel touch={touch} />
      </Card>
    );
  }
  return (
    <aside className="stack" aria-label={t('founding.keys.title')}>
      {enrolled === null ? null : <WriteOnIt enrolled={enrolled} />}
      <Next next={next} onRegister={props.onRegister} />
      <Card title={t('founding.keys.why')} spacing="small">
        <p>{t('founding.keys.whyWhat')}</p>
        <p>{t('founding.keys.whySpare')}</p>
      </Card>
    </aside>
  );
}

/** Register, touch again, touch once more: where in the three the touch is. */
function Stages({ touch }: { readonly touch: Touch }): ReactNode {
  const { state } = touch;
  if (!('step' in state)) return null;
  // A further key of a person begins with a key they have; that touch stands before the three.
  const here = (STAGES as readonly string[]).indexOf(state.step.say);
  return (
    <ol className="stages">
      {STAGES.map((stage, i) => (
        <li key={stage} {...(i === here ? { 'aria-current': 'step' as const } : {})}>
          <Icon shape={i < here ? 'good' : i === here ? 'here' : 'todo'} />
          {t(`founding.keys.stage.${stage}`)}
        </li>
      ))}
    </ol>
  );
}

function WriteOnIt({ enrolled }: { readonly enrolled: Enrolled }): ReactNode {
  const { name, label } = enrolled;
  return (
    <Card kind="raised" label={t('founding.keys.mark', { label })}>
      <Note verdict="good" title={t('founding.keys.done', { name, label })} />
      <div className="touch">
        <KeyPicture label={label} state="still" />
        <div className="stack-s">
          <h2>{t('founding.keys.mark', { label })}</h2>
          <p>{t('founding.keys.markWhat', { label })}</p>
        </div>
      </div>
    </Card>
  );
}

function Next({ next, onRegister }: { readonly next: Founder | null; readonly onRegister: (member: Founder) => void }): ReactNode {
  if (next === null) return <Note verdict="good" title={t('founding.keys.allTwo')} />;
  const label = nextLabel(next);
  const { name } = next;
  return (
    <Card label={t('founding.keys.title')}>
      <h2>{next.keys.length === 0 ? t('founding.keys.next', { name, label }) : t('founding.keys.nextSpare', { name })}</h2>
      <p>{t('founding.keys.nextWhat', { name })}</p>
      <Button kind={next.keys.length === 0 ? 'main' : 'strong'} onPress={() => onRegister(next)}>
        {t(next.keys.length === 0 ? 'founding.keys.registerNamed' : 'founding.keys.spareNamed', { name, label })}
      </Button>
    </Card>
  );
}
