import type { ReactNode } from 'react';
import { overrideSentence } from '../../shared/domain/override-sentence.ts';
import { Sign } from '../kit/sign.tsx';
import { TextField } from '../kit/text-field.tsx';
import { t } from '../words/words.ts';

/** Where a founder accepts knowingly that one loss locks a compartment: by typing the sentence, not by a tick. */
export function OverrideField(props: {
  readonly name: string;
  readonly typed: string;
  readonly accepted: boolean;
  readonly onChange: (typed: string) => void;
}): ReactNode {
  const { typed, accepted } = props;
  return (
    <section className="stack-s" aria-labelledby="accept-heading">
      <h3 id="accept-heading">{t('founding.rules.accept.title')}</h3>
      <p>{t('founding.rules.accept.what')}</p>
      <TextField
        label={t('founding.rules.accept.label', { sentence: overrideSentence(props.name) })}
        value={typed}
        onChange={props.onChange}
        maxLength={200}
        error={typed.trim() === '' || accepted ? null : t('founding.rules.accept.differs')}
      />
      {accepted ? (
        <Sign shape="care" tone="care">
          {t('founding.rules.accept.accepted')}
        </Sign>
      ) : null}
    </section>
  );
}
