import type { VerifierAnswer, VerifierOutcome } from '../message.ts';
import { element } from './element.ts';

/** A shape next to the word, for people who do not see the colour. */
const MARKS: Readonly<Record<VerifierOutcome, string>> = { proven: '✓', tampered: '✕', incomplete: '!', 'unknown version': '?', none: '?' };

/** Shows the answer, and takes the reader to its first line. */
export function showAnswer({ outcome, lines: [first = '', ...rest] }: VerifierAnswer): void {
  const answer = element('answer', HTMLElement);
  const verdict = element('verdict', HTMLHeadingElement);
  answer.dataset['outcome'] = outcome;
  const mark = document.createElement('span');
  mark.ariaHidden = 'true';
  mark.textContent = MARKS[outcome];
  const words = document.createElement('span');
  words.textContent = first;
  verdict.replaceChildren(mark, words);
  element('lines', HTMLUListElement).replaceChildren(
    ...rest.map((line) => {
      const item = document.createElement('li');
      item.textContent = line;
      return item;
    }),
  );
  answer.hidden = false;
  verdict.focus();
}

/** Takes an answer away that is not about what is chosen now. */
export function hideAnswer(): void {
  element('answer', HTMLElement).hidden = true;
}
