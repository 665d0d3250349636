/** A code of a collector while it is typed: its letters and digits in groups of four, the caret where the person left it. */
const LENGTH = 26;
const GROUP = 4;

export interface Typed {
  readonly text: string;
  /** Before which character of `text` it stands. */
  readonly caret: number;
}

/** What the field shows after an edit. Where only a space was deleted, its neighbour goes: the space itself would come back. */
export function editCode(before: Typed, after: Typed): Typed {
  let kept = lettersOf(after.text);
  let left = lettersOf(after.text.slice(0, after.caret)).length;
  if (kept === lettersOf(before.text) && after.text.length < before.text.length) {
    const gone = before.caret > after.caret ? left - 1 : left;
    kept = kept.slice(0, Math.max(0, gone)) + kept.slice(gone + 1);
    left = Math.max(0, Math.min(left, gone));
  }
  return { text: grouped(kept), caret: left + Math.floor(Math.max(0, left - 1) / GROUP) };
}

/** "ABCD EFGH…": what a person typed or pasted, in groups. */
export function grouped(text: string): string {
  return (lettersOf(text).match(new RegExp(`.{1,${GROUP}}`, 'g')) ?? []).join(' ');
}

/** Without what only separates, in capitals. */
export function lettersOf(text: string): string {
  return text.replace(/[^A-Za-z0-9]/g, '').toUpperCase();
}

export type CodeProblem =
  | { readonly kind: 'missing' }
  | { readonly kind: 'letter'; readonly letter: string }
  | { readonly kind: 'short' | 'long'; readonly count: number };

/** What keeps it from being a code, as far as that can be seen here; null when nothing does. */
export function codeProblem(text: string): CodeProblem | null {
  const letters = lettersOf(text);
  const letter = /[^A-Z2-7]/.exec(letters)?.[0];
  if (letter !== undefined) return { kind: 'letter', letter };
  if (letters.length > LENGTH) return { kind: 'long', count: letters.length - LENGTH };
  if (letters === '') return { kind: 'missing' };
  return letters.length < LENGTH ? { kind: 'short', count: LENGTH - letters.length } : null;
}
