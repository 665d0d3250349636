import type { ErrorDetail } from '../../shared/base/app-error.ts';
import type { ErrorCode } from '../../shared/base/error-codes.ts';
import { type ErrorSentence, errors } from './en/errors.ts';

/**
 * What happened and the fix, for one code. The sentence with names is taken only where `detail` has every name that it
 * needs; ids become names through `nameOf`.
 */
export function errorWords(code: ErrorCode, detail: ErrorDetail, nameOf: (id: string) => string): { says: string; fix: string } {
  const sentence: ErrorSentence = errors[code];
  const put = (text: string): string | null => fill(text, detail, nameOf);
  const named = sentence.named === undefined ? null : put(sentence.named);
  const fix = sentence.namedFix === undefined ? null : put(sentence.namedFix);
  return { says: named ?? sentence.says, fix: fix ?? sentence.fix };
}

/** The text with its `{{names}}` put in, or null when one of them is missing. */
function fill(text: string, detail: ErrorDetail, nameOf: (id: string) => string): string | null {
  let missing = false;
  const filled = text.replace(/\{\{(\w+)\}\}/g, (_, name: string) => {
    const value = detail[name];
    if (value === undefined || value === '') missing = true;
    return typeof value === 'string' ? nameOf(value) : String(value);
  });
  return missing ? null : filled;
}
