import { type ReactNode, useState } from 'react';
import { Form } from 'react-aria-components/Form';
import type { Member } from '../../shared/domain/member.ts';
import { MAX_RULE_DEPTH, type Rule, type RulePath, type Threshold } from '../../shared/domain/rule.ts';
import { addGroup, addMember, nestPart, removePart, renameGroup } from '../../shared/domain/rule-edit.ts';
import { useNames } from '../border/use-view.ts';
import { Button } from '../kit/button.tsx';
import { MenuButton } from '../kit/menu-button.tsx';
import { TextField } from '../kit/text-field.tsx';
import { t } from '../words/words.ts';
import type { Draw } from './draw.ts';
import { nextGroupName } from './rule-shape.ts';
import { Stepper } from './stepper.tsx';

export interface GroupCardProps {
  readonly rule: Threshold;
  /** The part of the rule that is drawn here. */
  readonly at: Rule;
  readonly path: RulePath;
  readonly custodians: readonly Member[];
  readonly draw: Draw;
}

/** One part of a rule: a group with its number, its people and the groups inside it; or one person by themselves. */
export function GroupCard({ rule, at, path, custodians, draw }: GroupCardProps): ReactNode {
  if (at.kind === 'member') return <PersonPart rule={rule} member={at.member} path={path} draw={draw} />;
  const name = at.name === '' ? t('founding.rules.thePeople') : at.name;
  return (
    <section className="party stack-s" aria-label={t('founding.rules.group', { need: at.need, name })}>
      <div className="row apart">
        <h2>
          <span className="n">{at.need}</span> {at.name === '' ? t('founding.rules.anyOf') : t('founding.rules.need', { name })}
        </h2>
        <Stepper rule={rule} path={path} name={name} draw={draw} />
      </div>
      <People rule={rule} at={at} path={path} draw={draw} />
      {at.of.map((part, i) => {
        // A part has no identity but its place in the rule.
        const place = `${i}`;
        return part.kind === 'member' ? null : (
          <GroupCard key={place} rule={rule} at={part} path={[...path, i]} custodians={custodians} draw={draw} />
        );
      })}
      <GroupActs rule={rule} at={at} path={path} custodians={custodians} draw={draw} />
    </section>
  );
}

function People({ rule, at, path, draw }: Omit<GroupCardProps, 'at' | 'custodians'> & { readonly at: Threshold }): ReactNode {
  const nameOf = useNames();
  const group = at.name === '' ? t('founding.rules.thePeople') : at.name;
  const last = rule.of.length === 1 && path.length === 0;
  return (
    <ul className="chips">
      {at.of.map((part, i) =>
        part.kind === 'threshold' ? null : (
          <li key={part.member} className="person-chip">
            {nameOf(part.member)}
            {last ? null : (
              <Button
                kind="plain"
                label={t('founding.rules.takeOut', { name: nameOf(part.member), group })}
                onPress={() => draw((old) => removePart(old, [...path, i]))}
              >
                <span aria-hidden="true">×</span>
              </Button>
            )}
          </li>
        ),
      )}
    </ul>
  );
}

function GroupActs({ rule, at, path, custodians, draw }: Omit<GroupCardProps, 'at'> & { readonly at: Threshold }): ReactNode {
  const [renaming, setRenaming] = useState(false);
  const name = at.name === '' ? t('founding.rules.thePeople') : at.name;
  const inside = new Set(at.of.flatMap((part) => (part.kind === 'member' ? [part.member] : [])));
  const outside = custodians.filter((one) => !inside.has(one.id)).map((one) => ({ value: one.id, label: one.name }));
  const everyone = custodians.map((one) => ({ value: one.id, label: t('founding.rules.withPerson', { name: one.name }) }));
  return (
    <>
      {renaming ? (
        <Form
          onSubmit={(event) => {
            event.preventDefault();
            setRenaming(false);
          }}
        >
          <TextField
            label={t('founding.rules.rename')}
            value={at.name}
            onChange={(typed) => draw((old) => renameGroup(old, path, typed))}
            maxLength={60}
            focusFirst="yes"
          />
        </Form>
      ) : null}
      <div className="row">
        {outside.length === 0 ? (
          <p className="small quiet">{t('founding.rules.addNobody')}</p>
        ) : (
          <MenuButton
            options={outside}
            label={t('founding.rules.addTo', { name })}
            onPick={(member) => draw((old) => addMember(old, path, member))}
          >
            {at.name === '' ? t('founding.rules.addHere') : t('founding.rules.addTo', { name })}
          </MenuButton>
        )}
        {path.length === 0 || path.length + 1 >= MAX_RULE_DEPTH ? null : (
          <MenuButton
            options={everyone}
            onPick={(member) => draw((old) => addGroup(old, path, { name: nextGroupName(rule), members: [member] }))}
          >
            {t('founding.rules.furtherInside', { name })}
          </MenuButton>
        )}
        {path.length === 0 || renaming ? null : (
          <Button kind="plain" label={t('founding.rules.renameNamed', { name })} onPress={() => setRenaming(true)}>
            {t('founding.rules.renameShort')}
          </Button>
        )}
        {path.length === 0 ? null : (
          <Button kind="plain" label={t('founding.rules.removeGroup', { name })} onPress={() => draw((old) => removePart(old, path))}>
            {t('founding.rules.remove')}
          </Button>
        )}
      </div>
    </>
  );
}

interface PersonPartProps {
  readonly rule: Threshold;
  readonly member: string;
  readonly path: RulePath;
  readonly draw: Draw;
}

/** A person beside groups: to be made a group of their own before others can join them. */
function PersonPart({ rule, member, path, draw }: PersonPartProps): ReactNode {
  const name = useNames()(member);
  return (
    <section className="party stack-s" aria-label={name}>
      <h2>{name}</h2>
      <div className="row">
        <Button kind="plain" onPress={() => draw((old) => nestPart(old, path, nextGroupName(rule)))}>
          {t('founding.rules.makeGroup', { name })}
        </Button>
        <Button kind="plain" onPress={() => draw((old) => removePart(old, path))}>
          {t('founding.rules.removeGroup', { name })}
        </Button>
      </div>
    </section>
  );
}
