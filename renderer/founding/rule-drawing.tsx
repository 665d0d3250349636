import { type ReactNode, useState } from 'react';
import { type AppError, isAppError } from '../../shared/base/app-error.ts';
import type { Member } from '../../shared/domain/member.ts';
import type { Rule, Threshold } from '../../shared/domain/rule.ts';
import { addGroup, nestPart } from '../../shared/domain/rule-edit.ts';
import { Button } from '../kit/button.tsx';
import { ErrorNote } from '../kit/error-note.tsx';
import { MenuButton } from '../kit/menu-button.tsx';
import { t } from '../words/words.ts';
import type { Draw } from './draw.ts';
import { GroupCard } from './group-card.tsx';
import { isFlat, nextGroupName } from './rule-shape.ts';
import { Stepper } from './stepper.tsx';

/** A rule, drawn: one group of people, or groups joined by *and* or *or*, each with its people and its number. */
export function RuleDrawing(props: {
  readonly rule: Threshold;
  readonly members: readonly Member[];
  readonly onChange: (rule: Threshold) => void;
}): ReactNode {
  const { rule, members } = props;
  const [refused, setRefused] = useState<AppError | null>(null);
  const custodians = members.filter((member) => member.roles.includes('custodian'));
  const draw: Draw = (edit) => {
    try {
      setRefused(null);
      props.onChange(edit(rule));
    } catch (thrown) {
      if (!isAppError(thrown)) throw thrown;
      setRefused(thrown);
    }
  };
  const flat = isFlat(rule);
  return (
    <div className="rule">
      {flat ? (
        <GroupCard rule={rule} at={rule} path={[]} custodians={custodians} draw={draw} />
      ) : (
        <Parts rule={rule} custodians={custodians} draw={draw} />
      )}
      <ErrorNote error={refused} />
      <FurtherGroup rule={rule} custodians={custodians} draw={draw} />
    </div>
  );
}

interface PartsProps {
  readonly rule: Threshold;
  readonly custodians: readonly Member[];
  readonly draw: Draw;
}

function Parts({ rule, custodians, draw }: PartsProps): ReactNode {
  const join =
    rule.need === rule.of.length ? t('founding.rules.and') : rule.need === 1 ? t('founding.rules.or') : t('founding.rules.comma');
  return (
    <>
      <div className="row">
        <p>
          <b>{agreement(rule)}</b>
        </p>
        <Stepper rule={rule} path={[]} name={t('founding.rules.theGroups')} draw={draw} />
      </div>
      {rule.of.map((part: Rule, i) => {
        // A part has no identity but its place in the rule.
        const place = `${i}`;
        return (
          <div key={place} className="rule">
            {i === 0 ? null : <p className="join">{join}</p>}
            <GroupCard rule={rule} at={part} path={[i]} custodians={custodians} draw={draw} />
          </div>
        );
      })}
    </>
  );
}

function agreement({ need, of }: Threshold): string {
  if (need === 1) return t('founding.rules.how.one');
  if (need < of.length) return t('founding.rules.how.some', { need, of: of.length });
  return of.length === 2 ? t('founding.rules.how.both') : t('founding.rules.how.all', { of: of.length });
}

/** Adds a group beside what is there: one group of people becomes the first of two. It begins with one person. */
function FurtherGroup({ rule, custodians, draw }: PartsProps): ReactNode {
  const flat = isFlat(rule);
  const name = nextGroupName(rule);
  const add = (member: string): void =>
    draw((old) => {
      const around = flat ? nestPart(old, [], old.name === '' ? name : old.name) : old;
      return addGroup(around, [], { name: nextGroupName(around), members: [member] });
    });
  if (custodians.length === 0)
    return (
      <Button blocked={t('founding.rules.addNobody')} onPress={() => {}}>
        {t('founding.rules.furtherGroup')}
      </Button>
    );
  return (
    <div className="row">
      <MenuButton
        kind="ordinary"
        options={custodians.map((one) => ({ value: one.id, label: t('founding.rules.withPerson', { name: one.name }) }))}
        onPick={add}
      >
        {t('founding.rules.furtherGroup')}
      </MenuButton>
    </div>
  );
}
