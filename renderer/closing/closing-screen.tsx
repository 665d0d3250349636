import type { ReactNode } from 'react';
import type { ClosingView, ExposureView } from '../../shared/contract/view.ts';
import { Button } from '../kit/button.tsx';
import { Icon } from '../kit/icon.tsx';
import { Screen } from '../shell/screen.tsx';
import { useNav } from '../shell/section.ts';
import { numberWord } from '../words/list.ts';
import { t } from '../words/words.ts';
import { Classify } from './classify.tsx';
import { CloseCard } from './close-card.tsx';
import { DrillFigures } from './drill-result.tsx';
import { ExposureList } from './exposure-table.tsx';
import { nextStep } from './next-step.ts';

/** Sealed, not closed: what was exposed, by whom, what to rotate, what the use was, and the end of it. */
export function ClosingScreen({ closing }: { readonly closing: ClosingView }): ReactNode {
  const nav = useNav();
  const drill = closing.kind !== 'emergency';
  const rotate = !drill && closing.exposures.some((one) => nextStep(one) === 'rotate');
  const buttons = (
    <>
      <Button onPress={() => nav.go('board')}>{t('emergency.closing.board')}</Button>
      {rotate ? (
        <Button kind="main" onPress={() => nav.go('directory')}>
          {t('emergency.closing.deposit')}
        </Button>
      ) : null}
    </>
  );
  return (
    <Screen
      id={`closing ${closing.request}`}
      subtitle={headline(closing)}
      buttons={buttons}
      hint={{ state: 'closing', drill: drill ? 'yes' : 'no' }}
    >
      <div className="stack-l">
        {closing.exposures.length === 0 ? null : <ExposureList closing={closing} />}
        {closing.unseen === 0 ? null : (
          <p className="sign good">
            <Icon shape="unseen" />
            <span>{t('emergency.closing.unseen', { count: closing.unseen })}</span>
          </p>
        )}
        <div className="ending">
          {drill ? <DrillFigures closing={closing} /> : null}
          {closing.kind === 'founding' ? null : <Classify closing={closing} />}
          <CloseCard closing={closing} />
        </div>
      </div>
    </Screen>
  );
}

function headline({ kind, incident, exposures }: ClosingView): string {
  if (kind !== 'emergency') return t('emergency.closing.say.drill', { incident });
  const credentials = [...new Set(exposures.map((one) => one.credential))];
  if (credentials.length === 0) return t('emergency.closing.say.nothing', { incident });
  const count = t('emergency.closing.say.credentials', { count: credentials.length, words: numberWord(credentials.length) });
  const safe = credentials.filter((id) => exposures.filter((one) => one.credential === id).every(isSafe)).length;
  return t('emergency.closing.say.exposed', { incident, count, rest: restWords(safe, credentials.length) });
}

function isSafe(exposure: ExposureView): boolean {
  return nextStep(exposure) === 'none';
}

function restWords(safe: number, all: number): string {
  if (safe === 0) return t('emergency.closing.say.safeNone');
  if (safe === all) return t('emergency.closing.say.safeAll');
  const words = numberWord(safe);
  return t('emergency.closing.say.safe', { count: safe, words: words.charAt(0).toUpperCase() + words.slice(1) });
}
