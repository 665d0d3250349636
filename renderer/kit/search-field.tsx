import type { ReactNode } from 'react';
import { Input } from 'react-aria-components/Input';
import { Label } from 'react-aria-components/Label';
import { SearchField as AriaSearchField } from 'react-aria-components/SearchField';

/** Search as typed: its label is for screen readers, its placeholder says what is searched. Esc empties it. */
export function SearchField(props: {
  readonly label: string;
  readonly placeholder?: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
}): ReactNode {
  return (
    <AriaSearchField value={props.value} onChange={props.onChange}>
      <Label className="vh">{props.label}</Label>
      <Input className="input" placeholder={props.placeholder ?? props.label} spellCheck={false} autoComplete="off" />
    </AriaSearchField>
  );
}
