import type { ReactNode } from 'react';
import type { DirectoryRow } from '../../shared/contract/calls.ts';
import { useMinute } from '../border/ticker.ts';
import { useNames, useVault } from '../border/use-view.ts';
import { Button } from '../kit/button.tsx';
import { Card } from '../kit/card.tsx';
import { Facts } from '../kit/facts.tsx';
import { Sign } from '../kit/sign.tsx';
import { ruleSentence } from '../words/rule-sentence.ts';
import { utcWhen } from '../words/time.ts';
import { t } from '../words/words.ts';

const SHAPES = { 'not-seen': 'good', exposed: 'exposed', 'used-unseen': 'unseen' } as const;
const TONES = { 'not-seen': 'good', exposed: 'care', 'used-unseen': 'quiet' } as const;

/** All that is known of one credential while it is sealed. */
export function DirectoryCard(props: { readonly row: DirectoryRow; readonly onReplace: ((row: DirectoryRow) => void) | null }): ReactNode {
  const { row, onReplace } = props;
  const { compartments } = useVault();
  const nameOf = useNames();
  const now = useMinute();
  const compartment = compartments.find((one) => one.id === row.compartment);
  const when = row.stateAt === null ? '' : utcWhen(row.stateAt, now);
  return (
    <Card title={row.title} kind="raised">
      <Sign shape={SHAPES[row.state]} tone={TONES[row.state]}>
        {row.state === 'not-seen' ? t('desk.state.not-seen') : t(`desk.state.${row.state}`, { when })}
      </Sign>
      <Facts
        facts={[
          { name: t('desk.facts.kind'), value: t(`desk.kinds.${row.kind}`) },
          { name: t('desk.facts.system'), value: row.system },
          { name: t('desk.facts.owner'), value: row.owner === '' ? t('desk.noOwner') : row.owner },
          compartment === undefined ? null : { name: t('desk.facts.compartment'), value: compartment.name },
          compartment === undefined ? null : { name: t('desk.facts.opens'), value: ruleSentence(compartment.rule, nameOf) },
          {
            name: t('desk.facts.version'),
            value: row.version === 1 ? t('desk.versionFirst') : t('desk.version', { version: row.version }),
          },
          { name: t('desk.facts.updated'), value: utcWhen(row.updatedAt, now) },
        ]}
      />
      {onReplace === null ? null : (
        <div className="stack-s">
          <Button
            kind={row.state === 'exposed' ? 'strong' : 'ordinary'}
            label={t('desk.replaceNamed', { title: row.title })}
            onPress={() => onReplace(row)}
          >
            {t('desk.replace')}
          </Button>
          <p className="small quiet">{t('desk.replaceHint')}</p>
        </div>
      )}
    </Card>
  );
}
