import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { equalBytes, utf8 } from '../../../../shared/base/bytes.ts';
import { type Json, jcs, jcsBytes, parseJcs } from '../../../../shared/log/leaf/jcs.ts';

const key = fc.stringMatching(/^[a-z][a-z0-9_]{0,6}$/);
const value: fc.Arbitrary<Json> = fc.letrec<{ any: Json }>((tie) => ({
  any: fc.oneof(
    { maxDepth: 4 },
    fc.constant(null),
    fc.boolean(),
    fc.maxSafeInteger().map((n) => (Object.is(n, -0) ? 0 : n)),
    fc.string({ unit: 'grapheme' }),
    fc.array(tie('any'), { maxLength: 4 }),
    fc.dictionary(key, tie('any'), { maxKeys: 4, noNullPrototype: true }),
  ),
})).any;

const refused = expect.objectContaining({ code: 'log.not_canonical' });

describe('canonical JSON', () => {
  test('reads back what it writes', () => {
    fc.assert(
      fc.property(value, (json) => {
        expect(parseJcs(jcsBytes(json))).toEqual(json);
      }),
    );
  });

  test('reads only what it would write', () => {
    fc.assert(
      fc.property(value, fc.nat(), fc.integer({ min: 0, max: 255 }), (json, at, byte) => {
        const bytes = jcsBytes(json);
        bytes[at % bytes.length] = byte;
        try {
          expect(equalBytes(jcsBytes(parseJcs(bytes)), bytes)).toBe(true);
        } catch (error) {
          expect(error).toEqual(refused);
        }
      }),
      { numRuns: 2_000 },
    );
  });

  test.each([
    ['white space', '{"a": 1}'],
    ['a final newline', '{"a":1}\n'],
    ['keys out of order', '{"b":1,"a":2}'],
    ['a key twice', '{"a":1,"a":1}'],
    ['a key twice, the last one kept by parsers', '{"a":2,"a":1}'],
    ['a fraction', '{"a":1.5}'],
    ['a whole number written as a fraction', '{"a":1.0}'],
    ['an exponent', '{"a":1e2}'],
    ['a huge exponent', '{"a":1e21}'],
    ['an integer past 2^53', '{"a":9007199254740993}'],
    ['minus zero', '{"a":-0}'],
    ['a leading zero', '{"a":01}'],
    ['an escape that is not needed', '{"a":"\\u0041"}'],
    ['an escaped slash', '{"a":"\\/"}'],
    ['an upper-case escape', '{"a":"\\u001F"}'],
    ['a lone surrogate, escaped', '{"a":"\\ud800"}'],
    ['a key in capitals', '{"A":1}'],
    ['a key that is a prototype', '{"__proto__":1}'],
    ['an empty key', '{"":1}'],
    ['too deep', '[[[[[[[1]]]]]]]'],
    ['a byte-order mark', '\ufeff{"a":1}'],
    ['two values', '{}{}'],
    ['nothing', ''],
    ['NaN', '{"a":NaN}'],
  ])('T19: refuses %s', (_, text) => {
    expect(() => parseJcs(utf8(text))).toThrow(refused);
  });

  test('refuses bytes that are not UTF-8', () => {
    for (const bytes of [
      [0x22, 0xff, 0x22],
      [0x22, 0xc0, 0x80, 0x22],
      [0x22, 0xed, 0xa0, 0x80, 0x22],
    ]) {
      expect(() => parseJcs(Uint8Array.from(bytes))).toThrow(refused);
    }
  });

  test('does not write what it would refuse', () => {
    for (const json of [-0, 1.5, Number.NaN, 2 ** 53, '\ud800', { A: 1 }, { toolongtoolongtoolongtool: 1 }] as Json[]) {
      expect(() => jcs(json)).toThrow(refused);
    }
  });

  test('escapes as RFC 8785 section 3.2.2.2 does', () => {
    expect(jcs('\u20ac$\u000f\nA\'B"\\\\"/')).toBe('"\u20ac$\\u000f\\nA\'B\\"\\\\\\\\\\"/"');
    expect(jcs({ b: 1, a: [true, null, ''] })).toBe('{"a":[true,null,""],"b":1}');
  });
});
