import type { ReactNode } from 'react';
import { Checkbox as AriaCheckbox } from 'react-aria-components/Checkbox';
import { Icon } from './icon.tsx';

/** What a checkbox says, and whether it is checked. */
export interface CheckboxProps {
  readonly children: ReactNode;
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
  /** A second, quieter line. */
  readonly hint?: string | undefined;
  readonly blocked?: 'yes' | 'no';
}

/** A box to tick; its whole line is the target. */
export function Checkbox({ children, checked, onChange, hint, blocked = 'no' }: CheckboxProps): ReactNode {
  return (
    <AriaCheckbox className="tick" isSelected={checked} onChange={onChange} isDisabled={blocked === 'yes'}>
      <span className="box">
        <Icon shape="tick" />
      </span>
      <span>
        {children}
        {hint === undefined ? null : <small>{hint}</small>}
      </span>
    </AriaCheckbox>
  );
}
