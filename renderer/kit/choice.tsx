import type { ReactNode } from 'react';
import { Label } from 'react-aria-components/Label';
import { Radio, RadioGroup } from 'react-aria-components/RadioGroup';
import { Text } from 'react-aria-components/Text';
import type { Option } from './select.tsx';

/** A question with a few answers, all of them in sight. `value` is null while nothing is chosen. */
export interface ChoiceProps<Value extends string> {
  readonly label: string;
  readonly value: Value | null;
  readonly options: readonly Option<Value>[];
  readonly onChange: (value: Value) => void;
  readonly hint?: string | undefined;
  readonly labelling?: 'shown' | 'hidden';
}

/** One of a few, all in sight. The chosen one is outlined and ticked, so that it is not taken for the primary action. */
export function Choice<Value extends string>({
  label,
  value,
  options,
  onChange,
  hint,
  labelling = 'shown',
}: ChoiceProps<Value>): ReactNode {
  return (
    <RadioGroup
      value={value}
      orientation="horizontal"
      onChange={(chosen) => {
        const option = options.find((one) => one.value === chosen);
        if (option !== undefined) onChange(option.value);
      }}
    >
      <Label className={labelling === 'hidden' ? 'lab vh' : 'lab'}>{label}</Label>
      <div className="seg">
        {options.map((option) => (
          <Radio key={option.value} value={option.value} className="choice">
            {option.label}
          </Radio>
        ))}
        {hint === undefined ? null : (
          <Text slot="description" className="small quiet">
            {hint}
          </Text>
        )}
      </div>
    </RadioGroup>
  );
}
