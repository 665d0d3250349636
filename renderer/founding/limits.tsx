import type { ReactNode } from 'react';
import { Button } from 'react-aria-components/Button';
import { Disclosure, DisclosurePanel } from 'react-aria-components/Disclosure';
import { Heading } from 'react-aria-components/Heading';
import { POLICY_RANGES } from '../../shared/domain/policy-check.ts';
import { Checkbox } from '../kit/checkbox.tsx';
import { TextField } from '../kit/text-field.tsx';
import { t } from '../words/words.ts';
import { type CompartmentDraft, LIMITS, limitFaults } from './draft-compartment.ts';

/** Times and limits of a compartment: closed at first, since the usual ones suit most. Open while one is wrong. */
export function Limits(props: {
  readonly draft: CompartmentDraft;
  readonly onChange: (change: Partial<CompartmentDraft>) => void;
}): ReactNode {
  const { draft, onChange } = props;
  const faults = limitFaults(draft);
  return (
    <Disclosure className="limits" {...(faults.size > 0 ? { isExpanded: true } : {})}>
      <Heading level={2}>
        <Button slot="trigger" className="btn">
          {t('founding.rules.limits.title')}
        </Button>
      </Heading>
      <DisclosurePanel>
        <div className="card stack">
          <div className="limit-grid">
            {LIMITS.map((limit) => {
              const [least, most] = POLICY_RANGES[limit];
              return (
                <TextField
                  key={limit}
                  label={t(`founding.rules.limits.${limit}`)}
                  value={draft.limits[limit]}
                  onChange={(typed) => onChange({ limits: { ...draft.limits, [limit]: typed } })}
                  maxLength={6}
                  error={faults.has(limit) ? t('founding.rules.limits.wrong', { least, most }) : null}
                />
              );
            })}
          </div>
          <Checkbox
            checked={draft.requesterMayApprove}
            onChange={(requesterMayApprove) => onChange({ requesterMayApprove })}
            hint={t('founding.rules.limits.requesterHint')}
          >
            {t('founding.rules.limits.requester')}
          </Checkbox>
        </div>
      </DisclosurePanel>
    </Disclosure>
  );
}
