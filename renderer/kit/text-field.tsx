import type { ReactNode } from 'react';
import { Input } from 'react-aria-components/Input';
import { Label } from 'react-aria-components/Label';
import { Text } from 'react-aria-components/Text';
import { TextArea } from 'react-aria-components/TextArea';
import { TextField as AriaTextField } from 'react-aria-components/TextField';
import { Icon } from './icon.tsx';

/** A field for text, with what is wrong with it. */
export interface TextFieldProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly hint?: string | undefined;
  /** What is wrong with it and how to mend it; null or missing while nothing is. */
  readonly error?: string | null | undefined;
  /** `secret` hides what is typed. Nothing is ever remembered or completed by the browser. */
  readonly kind?: 'line' | 'lines' | 'secret' | 'search';
  readonly required?: 'yes' | 'no';
  readonly placeholder?: string;
  readonly rows?: number;
  readonly maxLength?: number;
  readonly readOnly?: 'yes' | 'no';
  /** `hidden` keeps the label for screen readers alone. */
  readonly labelling?: 'shown' | 'hidden';
  readonly focusFirst?: 'yes' | 'no';
  readonly font?: 'text' | 'mono';
}

const TYPES = { line: 'text', secret: 'password', search: 'search', lines: 'text' } as const;

/** One line or more of text, with its label above it and its fault beneath it. */
export function TextField(props: TextFieldProps): ReactNode {
  const { label, value, onChange, hint, error = null, kind = 'line', labelling = 'shown' } = props;
  const input = {
    className: props.font === 'mono' ? 'input mono' : 'input',
    spellCheck: false,
    autoComplete: 'off',
    autoCorrect: 'off',
    autoCapitalize: 'off',
    ...(props.placeholder === undefined ? {} : { placeholder: props.placeholder }),
  } as const;
  return (
    <AriaTextField
      value={value}
      onChange={onChange}
      isInvalid={error !== null}
      isRequired={props.required === 'yes'}
      isReadOnly={props.readOnly === 'yes'}
      validationBehavior="aria"
      type={TYPES[kind]}
      autoFocus={props.focusFirst === 'yes'}
      {...(props.maxLength === undefined ? {} : { maxLength: props.maxLength })}
    >
      <Label className={labelling === 'hidden' ? 'lab vh' : 'lab'}>{label}</Label>
      {hint === undefined ? null : (
        <Text slot="description" className="hint">
          {hint}
        </Text>
      )}
      {kind === 'lines' ? <TextArea {...input} rows={props.rows ?? 3} /> : <Input {...input} />}
      {error === null ? null : (
        <Text slot="errorMessage" className="field-error">
          <Icon shape="fault" />
          {error}
        </Text>
      )}
    </AriaTextField>
  );
}
