import { type ReactNode, useId } from 'react';

/** One answer to a question, and how it is called. */
export interface Option<Value extends string> {
  readonly value: Value;
  readonly label: string;
}

/** A question with answers that are shown when it is opened. */
export interface SelectProps<Value extends string> {
  readonly label: string;
  /** Null: nothing is chosen yet, and `prompt` stands there. */
  readonly value: Value | null;
  readonly options: readonly Option<Value>[];
  readonly onChange: (value: Value) => void;
  readonly prompt?: string | undefined;
  readonly hint?: string | undefined;
  readonly error?: string | null | undefined;
}

/** One of a list: the platform's own list, which every keyboard and screen reader knows. */
export function Select<Value extends string>({
  label,
  value,
  options,
  onChange,
  prompt,
  hint,
  error = null,
}: SelectProps<Value>): ReactNode {
  const id = useId();
  const described = [hint === undefined ? '' : `${id}-hint`, error === null ? '' : `${id}-error`].filter((name) => name !== '').join(' ');
  return (
    <div>
      <label className="lab" htmlFor={id}>
        {label}
      </label>
      {hint === undefined ? null : (
        <span className="hint" id={`${id}-hint`}>
          {hint}
        </span>
      )}
      <select
        id={id}
        className="input"
        value={value ?? ''}
        aria-invalid={error !== null}
        {...(described === '' ? {} : { 'aria-describedby': described })}
        onChange={(event) => {
          const chosen = options.find((option) => option.value === event.target.value);
          if (chosen !== undefined) onChange(chosen.value);
        }}
      >
        {value === null ? (
          <option value="" disabled>
            {prompt ?? ''}
          </option>
        ) : null}
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
      {error === null ? null : (
        <span className="field-error" id={`${id}-error`}>
          {error}
        </span>
      )}
    </div>
  );
}
