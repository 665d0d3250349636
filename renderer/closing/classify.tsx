import { type ReactNode, useState } from 'react';
import type { ClosingView } from '../../shared/contract/view.ts';
import { useMinute } from '../border/ticker.ts';
import { useNames, useShortNames } from '../border/use-view.ts';
import { TouchPanel } from '../keys/touch-panel.tsx';
import { useTouch } from '../keys/use-touch.ts';
import { Button } from '../kit/button.tsx';
import { Card } from '../kit/card.tsx';
import { Choice } from '../kit/choice.tsx';
import { announce } from '../kit/live-region.tsx';
import { Select } from '../kit/select.tsx';
import { Sign } from '../kit/sign.tsx';
import { Sentence } from '../words/said.tsx';
import { utcWhen } from '../words/time.ts';
import { t } from '../words/words.ts';

const AS = ['emergency', 'drill', 'misuse'] as const;

/** What the use was: said and signed by someone who was not the operator. */
export function Classify({ closing }: { readonly closing: ClosingView }): ReactNode {
  const name = useNames();
  const now = useMinute();
  const { classified, mayClassify, operator } = closing;
  if (classified !== null) {
    const values = {
      name: name(classified.by),
      as: t(`emergency.closing.classify.asWords.${classified.as}`),
      time: utcWhen(classified.at, now),
    };
    return (
      <Card title={t('emergency.closing.classify.title')}>
        <Sign shape={classified.as === 'misuse' ? 'no' : 'good'} tone={classified.as === 'misuse' ? 'bad' : 'good'}>
          {t('emergency.closing.classify.done', values)}
        </Sign>
      </Card>
    );
  }
  return (
    <Card title={t('emergency.closing.classify.title')}>
      <p>
        <Sentence k="emergency.closing.classify.say" values={{ operator: name(operator) }} />
      </p>
      {mayClassify.length === 0 ? <p className="bad">{t('emergency.closing.classify.nobody')}</p> : <Saying closing={closing} />}
    </Card>
  );
}

function Saying({ closing }: { readonly closing: ClosingView }): ReactNode {
  const name = useNames();
  const short = useShortNames();
  const { mayClassify } = closing;
  const [who, setWho] = useState<string | null>(mayClassify.length === 1 ? (mayClassify[0] ?? null) : null);
  const [as, setAs] = useState<(typeof AS)[number]>(closing.kind === 'emergency' ? 'emergency' : 'drill');
  const touch = useTouch();
  const sign = (member: string): void =>
    touch.start({ kind: 'classify', request: closing.request, member, as }, () =>
      announce(
        t('emergency.closing.classify.done', { name: name(member), as: t(`emergency.closing.classify.asWords.${as}`), time: '' }),
        'now',
      ),
    );
  if (touch.busy) return <TouchPanel touch={touch} />;
  return (
    <>
      {mayClassify.length === 1 ? null : (
        <Select
          label={t('emergency.closing.classify.who')}
          value={who}
          options={mayClassify.map((id) => ({ value: id, label: name(id) }))}
          onChange={setWho}
        />
      )}
      <div className="row apart">
        <Choice
          label={t('emergency.closing.classify.as')}
          labelling="hidden"
          value={as}
          options={AS.map((value) => ({ value, label: t(`emergency.closing.classify.kinds.${value}`) }))}
          onChange={setAs}
        />
        {who === null ? null : (
          <Button kind="strong" onPress={() => sign(who)}>
            {t('emergency.closing.classify.signs', { name: short(who) })}
          </Button>
        )}
      </div>
      <TouchPanel touch={touch} />
    </>
  );
}
