import type { ReactNode } from 'react';
import { ROLES } from '../../shared/domain/member.ts';
import { Button } from '../kit/button.tsx';
import { Checkbox } from '../kit/checkbox.tsx';
import { TextField } from '../kit/text-field.tsx';
import { t } from '../words/words.ts';
import { type DraftPerson, withRole } from './draft-members.ts';

/** One person: their name and their roles. */
export function PersonFields(props: {
  readonly person: DraftPerson;
  readonly number: number;
  readonly onChange: (change: Partial<Pick<DraftPerson, 'name' | 'roles'>>) => void;
  readonly onRemove: () => void;
}): ReactNode {
  const { person, number, onChange } = props;
  const called = person.name.trim() === '' ? t('founding.members.someone', { number }) : person.name.trim();
  return (
    <fieldset className="card person">
      <legend className="vh">{t('founding.members.person', { number })}</legend>
      <TextField
        label={t('founding.members.nameOf', { number })}
        value={person.name}
        onChange={(name) => onChange({ name })}
        maxLength={60}
      />
      <fieldset className="ticks-row">
        <legend className="vh">{t('founding.members.roles', { name: called })}</legend>
        {ROLES.map((role) => (
          <Checkbox
            key={role}
            checked={person.roles.includes(role)}
            onChange={(checked) => onChange({ roles: withRole(person.roles, role, checked ? 'yes' : 'no') })}
          >
            {t(`members.roles.${role}`)}
          </Checkbox>
        ))}
      </fieldset>
      <Button label={t('founding.members.removeNamed', { name: called })} onPress={props.onRemove}>
        {t('founding.members.remove')}
      </Button>
    </fieldset>
  );
}
