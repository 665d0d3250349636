import type { ReactNode } from 'react';
import type { RulePath, Threshold } from '../../shared/domain/rule.ts';
import { ruleAt } from '../../shared/domain/rule.ts';
import { needFewer, needMore } from '../../shared/domain/rule-edit.ts';
import { Button } from '../kit/button.tsx';
import { t } from '../words/words.ts';
import type { Draw } from './draw.ts';

/** Fewer and more of a group. */
export function Stepper(props: {
  readonly rule: Threshold;
  readonly path: RulePath;
  readonly name: string;
  readonly draw: Draw;
}): ReactNode {
  const { rule, path, name, draw } = props;
  const at = ruleAt(rule, path);
  if (at === null || at.kind === 'member') return null;
  return (
    <div className="row">
      <Button
        label={t('founding.rules.fewerOf', { name })}
        blocked={at.need > 1 ? null : ''}
        onPress={() => draw((old) => needFewer(old, path))}
      >
        {t('founding.rules.fewer')}
      </Button>
      <Button
        label={t('founding.rules.moreOf', { name })}
        blocked={at.need < at.of.length ? null : ''}
        onPress={() => draw((old) => needMore(old, path))}
      >
        {t('founding.rules.more')}
      </Button>
    </div>
  );
}
