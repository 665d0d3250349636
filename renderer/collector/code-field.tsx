import { type ReactNode, useLayoutEffect, useRef } from 'react';
import { Input } from 'react-aria-components/Input';
import { Label } from 'react-aria-components/Label';
import { Text } from 'react-aria-components/Text';
import { TextField as AriaTextField } from 'react-aria-components/TextField';
import { Icon } from '../kit/icon.tsx';
import { t } from '../words/words.ts';
import { codeProblem, editCode } from './code-edit.ts';

/** The code, grouped while it is typed or pasted. `error`: what the collector said of it, or null. */
export function CodeField(props: {
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** `yes` once it was sent, or tried to be: until then one that is not yet whole is no fault. */
  readonly tried: 'yes' | 'no';
  readonly error: string | null;
}): ReactNode {
  const { value, onChange } = props;
  const input = useRef<HTMLInputElement>(null);
  /** Where the caret stood before the edit at hand, and where it belongs after it; null: wherever the browser has it. */
  const caret = useRef(0);
  const place = useRef<number | null>(null);
  useLayoutEffect(() => {
    if (place.current === null || document.activeElement !== input.current) return;
    input.current?.setSelectionRange(place.current, place.current);
    caret.current = place.current;
    place.current = null;
  });
  const edit = (text: string): void => {
    const next = editCode({ text: value, caret: caret.current }, { text, caret: input.current?.selectionStart ?? text.length });
    place.current = next.caret;
    onChange(next.text);
  };
  const error = props.error ?? problemWords(value, props.tried);
  return (
    <AriaTextField value={value} onChange={edit} isInvalid={error !== null} validationBehavior="aria">
      <Label className="lab">{t('collector.none.code')}</Label>
      <Text slot="description" className="hint">
        {t('collector.none.codeHint')}
      </Text>
      <Input
        ref={input}
        className="input mono code"
        spellCheck={false}
        autoComplete="off"
        autoCorrect="off"
        autoCapitalize="characters"
        onSelect={(event) => {
          caret.current = event.currentTarget.selectionStart ?? 0;
        }}
      />
      {error === null ? null : (
        <Text slot="errorMessage" className="field-error">
          <Icon shape="fault" />
          {error}
        </Text>
      )}
    </AriaTextField>
  );
}

function problemWords(value: string, tried: 'yes' | 'no'): string | null {
  const problem = codeProblem(value);
  if (problem === null) return null;
  switch (problem.kind) {
    case 'letter':
      return t('collector.none.codeLetter', { letter: problem.letter });
    case 'long':
      return t('collector.none.codeLong', { count: problem.count });
    case 'short':
      return tried === 'yes' ? t('collector.none.codeShort', { count: problem.count }) : null;
    case 'missing':
      return tried === 'yes' ? t('collector.none.codeMissing') : null;
  }
}
