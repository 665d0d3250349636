import { type ReactNode, useState } from 'react';
import type { FoundingView } from '../../shared/contract/view.ts';
import type { Threshold } from '../../shared/domain/rule.ts';
import { adviseRule } from '../../shared/domain/rule-advice.ts';
import { ask } from '../border/ask.ts';
import { useNames } from '../border/use-view.ts';
import { useCommand } from '../hooks/use-command.ts';
import { Button } from '../kit/button.tsx';
import { Card } from '../kit/card.tsx';
import { ErrorNote } from '../kit/error-note.tsx';
import { TextField } from '../kit/text-field.tsx';
import { Screen } from '../shell/screen.tsx';
import { rulePhrase } from '../words/rule-sentence.ts';
import { t } from '../words/words.ts';
import { type CompartmentDraft, compartmentOf, limitFaults } from './draft-compartment.ts';
import { Limits } from './limits.tsx';
import { OverrideField } from './override-field.tsx';
import { RuleDrawing } from './rule-drawing.tsx';
import { RuleMeaningPanel } from './rule-meaning.tsx';

/** One compartment: what it is called, who opens it, drawn as people say it, and at once what that means. */
export function CompartmentEditor(props: {
  readonly founding: FoundingView;
  readonly from: CompartmentDraft;
  readonly onLeave: () => void;
}): ReactNode {
  const { founding, from, onLeave } = props;
  const [draft, setDraft] = useState(from);
  const act = useCommand();
  const nameOf = useNames();
  const change = (part: Partial<CompartmentDraft>): void => setDraft((old) => ({ ...old, ...part }));
  const name = draft.name.trim();
  const keys = new Map(founding.members.map((member) => [member.id, member.keys.length]));
  const advice = adviseRule(draft.rule, name, founding.members, keys, draft.override);
  const others = founding.compartments.filter((one) => one.id !== draft.id);
  const sameName = name !== '' && others.some((one) => one.name.toLocaleLowerCase('en') === name.toLocaleLowerCase('en'));
  const blocked = blockedBecause({
    named: name !== '',
    sameName,
    refused: advice.refusals.length > 0,
    limits: limitFaults(draft).size > 0,
  });

  async function store(): Promise<void> {
    const kept = compartmentOf(draft, advice.overridable && draft.override.trim() !== '' ? 'yes' : 'no');
    const place = founding.compartments.findIndex((one) => one.id === draft.id);
    const all = place < 0 ? [...founding.compartments, kept] : founding.compartments.map((one, i) => (i === place ? kept : one));
    await ask('founding.compartments', { compartments: all });
  }

  return (
    <Screen
      id={`rule-${draft.id ?? 'new'}`}
      over={t('founding.over', { step: 4 })}
      title={name === '' ? t('founding.rules.drawNew') : t('founding.rules.drawTitle', { name })}
      buttons={
        <>
          <Button onPress={onLeave}>{t('founding.rules.backToList')}</Button>
          <Button
            kind="main"
            blocked={blocked}
            busy={act.busy ? t('kit.busy') : null}
            onPress={() =>
              void act.run(async () => {
                await store();
                onLeave();
              })
            }
          >
            {t('founding.rules.keep')}
          </Button>
        </>
      }
    >
      <div className="stack">
        <ErrorNote error={act.error} />
        <div className="two">
          <section className="stack" aria-label={t('founding.rules.drawing')}>
            <Card label={t('founding.rules.about')}>
              <div className="pair">
                <TextField
                  label={t('founding.rules.name')}
                  hint={t('founding.rules.nameHint')}
                  value={draft.name}
                  onChange={(typed) => change({ name: typed })}
                  maxLength={60}
                  required="yes"
                  error={sameName ? t('founding.rules.sameName') : null}
                />
                <TextField
                  label={t('founding.rules.summary')}
                  hint={t('founding.rules.summaryHint')}
                  value={draft.summary}
                  onChange={(summary) => change({ summary })}
                  maxLength={200}
                />
              </div>
            </Card>
            <p className="say-it">
              {name === '' ? t('founding.rules.itOpens') : t('founding.rules.opens', { name })} <b>{rulePhrase(draft.rule, nameOf)}</b>.
            </p>
            <RuleDrawing rule={draft.rule} members={founding.members} onChange={(rule: Threshold) => change({ rule })} />
            <Limits draft={draft} onChange={change} />
          </section>
          <aside className="stack" aria-label={t('founding.rules.means')}>
            <RuleMeaningPanel
              advice={advice}
              rule={draft.rule}
              compartment={name === '' ? t('founding.rules.unnamed') : name}
              accept={
                advice.overridable && name !== '' ? (
                  <OverrideField
                    name={name}
                    typed={draft.override}
                    accepted={advice.overridden}
                    onChange={(override) => change({ override })}
                  />
                ) : null
              }
              onRegisterSpare={() =>
                void act.run(async () => {
                  if (name !== '') await store();
                  await ask('founding.go', { step: 'keys' });
                })
              }
            />
          </aside>
        </div>
      </div>
    </Screen>
  );
}

function blockedBecause(is: { named: boolean; sameName: boolean; refused: boolean; limits: boolean }): string | null {
  if (!is.named) return t('founding.rules.needName');
  if (is.sameName) return t('founding.rules.sameName');
  if (is.refused) return t('founding.rules.needRule');
  return is.limits ? t('founding.rules.needLimits') : null;
}
