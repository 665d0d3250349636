import { spelling } from '../words/en/emergency/spelling.ts';
import { t } from '../words/words.ts';

export type CharacterKind = 'capital' | 'small' | 'digit' | 'sign' | 'other';

/** One character as it is read aloud. */
export interface Spelled {
  /** Its place in the value, from 0. */
  readonly at: number;
  readonly character: string;
  readonly kind: CharacterKind;
  readonly name: string;
}

export interface SpelledGroup {
  readonly at: number;
  readonly characters: readonly Spelled[];
}

/** Longer values are shown as they stand: nobody reads 300 characters over a telephone. */
export const MOST_SPELLED = 128;
const GROUP = 4;

/** The lines of a value, each in groups of four characters. An empty line is left out. */
export function spell(value: string): readonly (readonly SpelledGroup[])[] {
  let at = 0;
  return value
    .split(/\r?\n/)
    .filter((line) => line !== '')
    .map((line) => {
      const characters = [...line].map((character): Spelled => ({ at: at++, character, ...nameOf(character) }));
      return Array.from({ length: Math.ceil(characters.length / GROUP) }, (_, i) => ({
        at: i,
        characters: characters.slice(i * GROUP, (i + 1) * GROUP),
      }));
    });
}

export function characterCount(value: string): number {
  return [...value.replace(/[\r\n]/g, '')].length;
}

function nameOf(character: string): Pick<Spelled, 'kind' | 'name'> {
  const { letters, digits, signs } = spelling;
  if (/^[0-9]$/.test(character)) return { kind: 'digit', name: digits[Number(character)] ?? character };
  const letter = lookUp(letters, character.toLowerCase());
  if (letter !== null && character === character.toLowerCase()) return { kind: 'small', name: letter };
  if (letter !== null) return { kind: 'capital', name: letter.charAt(0).toUpperCase() + letter.slice(1) };
  const sign = lookUp(signs, character);
  if (sign !== null) return { kind: 'sign', name: sign };
  const code = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
  return { kind: 'other', name: t('emergency.opened.spelling.other', { code }) };
}

function lookUp(table: Readonly<Record<string, string>>, key: string): string | null {
  return Object.hasOwn(table, key) ? (table[key] ?? null) : null;
}
