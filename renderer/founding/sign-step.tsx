import type { ReactNode } from 'react';
import type { FoundingView } from '../../shared/contract/view.ts';
import { ruleMembers } from '../../shared/domain/rule.ts';
import { ask } from '../border/ask.ts';
import { useCommand } from '../hooks/use-command.ts';
import { TouchPanel } from '../keys/touch-panel.tsx';
import { type Touch, useTouch } from '../keys/use-touch.ts';
import { Button } from '../kit/button.tsx';
import { Card } from '../kit/card.tsx';
import { ErrorNote } from '../kit/error-note.tsx';
import { announce } from '../kit/live-region.tsx';
import { Sign } from '../kit/sign.tsx';
import { t } from '../words/words.ts';
import { CharterSummary } from './charter-summary.tsx';
import type { Founder } from './key-labels.ts';
import { StepScreen } from './step-screen.tsx';

/** Whether a founder's part of the signing is done. `holds`: they hold a share, and so prove it too. */
function isDone(member: Founder, holds: boolean): boolean {
  return member.signed && (member.proven || !holds);
}

/** Step 5: everyone reads the charter, signs it and proves their shares, in any order. */
export function SignStep({ founding }: { readonly founding: FoundingView }): ReactNode {
  const touch = useTouch();
  const act = useCommand();
  const holders = new Set(founding.compartments.flatMap((one) => ruleMembers(one.rule)));
  const done = founding.members.filter((one) => isDone(one, holders.has(one.id))).length;
  const all = founding.members.length;
  const next = founding.members.find((one) => !isDone(one, holders.has(one.id))) ?? null;
  const sign = (member: Founder): void => {
    touch.cancel();
    touch.start({ kind: 'sign', member: member.id }, () => announce(t('founding.sign.announce', { name: member.name }), 'now'));
  };
  return (
    <StepScreen
      founding={founding}
      title={t('founding.sign.title')}
      subtitle={t('founding.sign.say')}
      main={
        <Button
          kind={done === all ? 'main' : 'ordinary'}
          onPress={() => void act.run(async () => void (await ask('founding.go', { step: 'rehearse' })))}
          busy={act.busy ? t('kit.busy') : null}
          blocked={done === all ? null : ''}
        >
          {t('founding.go')}
        </Button>
      }
    >
      <ErrorNote error={act.error} />
      <div className="two even">
        <CharterSummary founding={founding} />
        <div className="stack">
          {touch.state.at === 'idle' ? null : (
            <Card kind="act" label={t('founding.sign.title')}>
              <TouchPanel touch={touch} />
            </Card>
          )}
          <Card title={t('founding.sign.people')} kind="raised" spacing="small">
            <p role="status">{t('founding.sign.progress', { done, all })}</p>
            <ul className="rows">
              {founding.members.map((member) => (
                <li key={member.id}>
                  <FounderLine
                    member={member}
                    holds={holders.has(member.id)}
                    isNext={member.id === next?.id}
                    touch={touch}
                    onSign={() => sign(member)}
                  />
                </li>
              ))}
            </ul>
            <p className="small quiet">{t('founding.sign.again')}</p>
          </Card>
        </div>
      </div>
    </StepScreen>
  );
}

interface FounderLineProps {
  readonly member: Founder;
  readonly holds: boolean;
  readonly isNext: boolean;
  readonly touch: Touch;
  readonly onSign: () => void;
}

function FounderLine({ member, holds, isNext, touch, onSign }: FounderLineProps): ReactNode {
  const { name, signed } = member;
  const done = isDone(member, holds);
  const state = touch.state;
  const here = touch.busy && state.at !== 'idle' && 'member' in state.purpose && state.purpose.member === member.id;
  return (
    <>
      <div>
        <p className="name">{name}</p>
        <Sign
          shape={done ? 'good' : here ? 'here' : signed ? 'care' : 'wait'}
          tone={done ? 'good' : here ? 'ink' : signed ? 'care' : 'quiet'}
        >
          {done
            ? holds
              ? t('founding.sign.done')
              : t('founding.sign.doneNoShare')
            : signed
              ? t('founding.sign.signedOnly')
              : t('founding.sign.waiting')}
        </Sign>
      </div>
      {done || here ? null : (
        <Button kind={isNext && !touch.busy ? 'main' : 'ordinary'} onPress={onSign}>
          {signed ? t('founding.sign.prove', { name }) : t('founding.sign.go', { name })}
        </Button>
      )}
    </>
  );
}
