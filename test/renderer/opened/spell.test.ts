import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { characterCount, spell } from '../../../renderer/opened/spell.ts';

const flat = (value: string) => spell(value).flatMap((line) => line.flatMap((group) => group.characters));

describe('reading aloud', () => {
  it('tells apart what looks alike', () => {
    expect(flat('O0l1I').map(({ name, kind }) => `${name} ${kind}`)).toEqual([
      'Oscar capital',
      'zero digit',
      'lima small',
      'one digit',
      'India capital',
    ]);
  });

  it('names every sign on a keyboard, and gives the code of what it has no name for', () => {
    for (let code = 0x20; code < 0x7f; code++)
      expect(flat(String.fromCharCode(code))[0]?.name, String.fromCharCode(code)).not.toMatch(/^U\+/);
    expect(flat('Å')[0]).toMatchObject({ kind: 'other', name: 'U+00C5' });
    expect(flat('constructor')[0]?.name).toBe('charlie');
  });

  it('groups by four, line by line', () => {
    expect(spell('abcdef\r\n\ngh').map((line) => line.map((group) => group.characters.map((one) => one.character).join('')))).toEqual([
      ['abcd', 'ef'],
      ['gh'],
    ]);
  });

  it('loses, adds and reorders nothing', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), (value) => {
        const characters = flat(value);
        expect(characters.map((one) => one.character).join('')).toBe(value.replace(/\r?\n/g, ''));
        expect(characters.map((one) => one.at)).toEqual(characters.map((_, i) => i));
        expect(characterCount(value)).toBeGreaterThanOrEqual(characters.length - [...value].filter((one) => one === '\r').length);
      }),
    );
  });
});
