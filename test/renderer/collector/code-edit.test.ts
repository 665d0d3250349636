import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { codeProblem, editCode, grouped, lettersOf, type Typed } from '../../../renderer/collector/code-edit.ts';
import { looksLikeReceipt } from '../../../renderer/collector/looks-like-receipt.ts';
import { withScheme } from '../../../renderer/collector/with-scheme.ts';

const CODE = 'Q7M4ZK2DX3BVR6TWA5YHJNPCEF';
const code = fc.string({ unit: fc.constantFrom(...'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'), minLength: 1, maxLength: 26 });

/** What the browser's field holds after an edit, before it is put in groups. */
const type = ({ text, caret }: Typed, what: string): Typed => ({
  text: text.slice(0, caret) + what + text.slice(caret),
  caret: caret + what.length,
});
const backspace = ({ text, caret }: Typed): Typed => ({
  text: text.slice(0, Math.max(0, caret - 1)) + text.slice(caret),
  caret: Math.max(0, caret - 1),
});
const forward = ({ text, caret }: Typed): Typed => ({ text: text.slice(0, caret) + text.slice(caret + 1), caret });

describe('a code while it is typed', () => {
  it('stands in groups, however it was pasted', () => {
    const groups = 'Q7M4 ZK2D X3BV R6TW A5YH JNPC EF';
    for (const pasted of [CODE, CODE.toLowerCase(), groups, `  ${groups.replaceAll(' ', '-')}\n`, groups.replaceAll(' ', '\u00a0')]) {
      expect(editCode({ text: '', caret: 0 }, { text: pasted, caret: pasted.length })).toEqual({ text: groups, caret: groups.length });
    }
    expect(grouped('')).toBe('');
  });

  it('keeps the caret behind what was typed, wherever that is', () => {
    fc.assert(
      fc.property(code, fc.nat(40), fc.constantFrom('A', '7', 'x'), (letters, at, key) => {
        const text = grouped(letters);
        const before = { text, caret: Math.min(at, text.length) };
        const after = editCode(before, type(before, key));
        const left = lettersOf(text.slice(0, before.caret));
        expect(after.text).toBe(grouped(left + key + lettersOf(text.slice(before.caret))));
        expect(lettersOf(after.text.slice(0, after.caret))).toBe(left + key.toUpperCase());
      }),
    );
  });

  it('takes one letter a press away, backwards and forwards, over the spaces too', () => {
    fc.assert(
      fc.property(code, (letters) => {
        const text = grouped(letters);
        let [back, ahead]: [Typed, Typed] = [
          { text, caret: text.length },
          { text, caret: 0 },
        ];
        for (let left = letters.length - 1; left >= 0; left--) {
          back = editCode(back, backspace(back));
          ahead = editCode(ahead, forward(ahead));
          expect(lettersOf(back.text)).toBe(letters.slice(0, left));
          expect(lettersOf(ahead.text)).toBe(letters.slice(letters.length - left));
        }
      }),
    );
  });

  it('never eats more than one letter where only a space was meant', () => {
    const at = (caret: number): Typed => ({ text: 'ABCD EFGH', caret });
    expect(editCode(at(5), backspace(at(5)))).toEqual({ text: 'ABCE FGH', caret: 3 });
    expect(editCode(at(4), forward(at(4)))).toEqual({ text: 'ABCD FGH', caret: 4 });
  });
});

describe('what keeps it from being a code', () => {
  it.each([
    ['', { kind: 'missing' }],
    ['ABCD EF', { kind: 'short', count: 20 }],
    [`${CODE}A`, { kind: 'long', count: 1 }],
    [CODE.replace('2', '0'), { kind: 'letter', letter: '0' }],
    [CODE, null],
    [grouped(CODE), null],
  ])('%s', (text, problem) => {
    expect(codeProblem(text)).toEqual(problem);
  });
});

describe('an address as people say it', () => {
  it.each([
    ['collector.example:8443', 'https://collector.example:8443'],
    [' https://collector.example ', 'https://collector.example'],
    // Left for main to refuse: it says why.
    ['http://collector.example', 'http://collector.example'],
    ['', ''],
  ])('%s', (typed, address) => {
    expect(withScheme(typed)).toBe(address);
  });
});

describe('a code before the camera', () => {
  const receipt = `halligan/v1/s_1/1\n2340\n${'A'.repeat(43)}=\n\n\u2014 halligan/v1/s_1/1 AAAA\n`;

  it('is taken for a receipt where it is a signed head, with or without its last newline', () => {
    expect(looksLikeReceipt(receipt)).toBe(true);
    expect(looksLikeReceipt(receipt.trimEnd())).toBe(true);
  });

  it.each([
    ['a one-time code', 'otpauth://totp/Joker.com:owner?secret=JBSWY3DPEHPK3PXP'],
    ['an address', 'https://collector.example'],
    ['a head without a signature', receipt.slice(0, receipt.indexOf('\u2014'))],
    ['something before it', `x\n${receipt}`],
    ['nothing', ''],
  ])('is not: %s', (_, text) => {
    expect(looksLikeReceipt(text)).toBe(false);
  });
});
