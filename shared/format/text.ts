import { z } from 'zod';

const MAX_LINE_LENGTH = 200;
const MAX_WORDS_LENGTH = 4000;
const CONTROL = '\\u0000-\\u001f\\u007f-\\u009f';
/** They make text read otherwise than it is: a name could pose as another. */
const BIDI = '\\u202a-\\u202e\\u2066-\\u2069';
const NOT_IN_A_LINE = new RegExp(`[${CONTROL}${BIDI}]`);
const NOT_IN_WORDS = new RegExp(`[\\u0000-\\u0008\\u000b-\\u001f\\u007f-\\u009f${BIDI}]`);

/** 1 to 200 UTF-16 units, no controls, no white space at either end: a name, a title. */
function isLine(text: string): boolean {
  return text.length >= 1 && text.length <= MAX_LINE_LENGTH && text.isWellFormed() && text.trim() === text && !NOT_IN_A_LINE.test(text);
}

/** 0 to 4,000 UTF-16 units; tab and line feed are allowed, other controls are not. */
function isWords(text: string): boolean {
  return text.length <= MAX_WORDS_LENGTH && text.isWellFormed() && !NOT_IN_WORDS.test(text);
}

/** One line of text, not empty. */
export const line = z.string().refine(isLine, 'not one line of text');
/** One line of text, or none. */
export const lineOrEmpty = z.string().refine((text) => text === '' || isLine(text), 'not one line of text');
/** Text of several lines; may be empty. */
export const words = z.string().refine(isWords, 'not plain text');
/** Text of several lines that says something. */
export const someWords = z.string().refine((text) => text.trim() !== '' && isWords(text), 'not plain text, or empty');

/** What two names have in common when people would take them for the same. */
export function nameKey(name: string): string {
  return name.normalize('NFC').toLowerCase();
}
