import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  concat,
  copyOf,
  equalBytes,
  fromBase64,
  fromBase64url,
  fromHex,
  fromUtf8,
  toBase64,
  toBase64url,
  toHex,
  utf8,
} from '../../../shared/base/bytes.ts';
import { refusalOf } from '../../harness/base/refusal-code.ts';

const bytes = fc.uint8Array({ maxLength: 100 }).map(copyOf);

describe('a text form of bytes', () => {
  const forms = [
    ['hexadecimal', toHex, fromHex, 'hex'],
    ['base64url', toBase64url, fromBase64url, 'base64url'],
    ['base64', toBase64, fromBase64, 'base64'],
  ] as const;

  it.each(forms)('%s is what Node writes, and comes back', (_, write, read, node) => {
    fc.assert(
      fc.property(bytes, (value) => {
        expect(write(value)).toBe(Buffer.from(value).toString(node));
        expect(read(write(value))).toEqual(value);
      }),
    );
  });

  it.each(forms)('%s is read only as it is written', async (_, write, read) => {
    await fc.assert(
      fc.asyncProperty(fc.string({ maxLength: 12, unit: fc.constantFrom(...'ABab01-_+/=zZ \n') }), async (text) => {
        if ((await refusalOf(() => read(text))) === null) expect(write(read(text))).toBe(text);
      }),
    );
  });

  it.each([
    ['an odd digit', 'abc'],
    ['upper case', 'AB'],
    ['another letter', 'ag'],
    ['a space', 'a '],
    ['a prefix', '0xab'],
  ])('is no hexadecimal with %s', async (_, text) => expect(await refusalOf(() => fromHex(text))).toBe('bytes.not_hex'));

  it.each([
    ['an impossible length', 'A'],
    ['padding', 'AA=='],
    ['bits left over', 'AB'],
    ['a letter of the other alphabet', 'a+'],
    ['a space', 'AA A'],
    ['a letter beyond ASCII', 'AAAÄ'],
  ])('is no base64url with %s', async (_, text) => expect(await refusalOf(() => fromBase64url(text))).toBe('bytes.not_base64'));

  it.each([
    ['no padding', 'AA'],
    ['padding too much', 'AAA=='],
    ['padding alone', '===='],
    ['padding in the middle', 'AA==AAAA'],
    ['bits left over', 'AB=='],
    ['a letter of the other alphabet', 'AA-='],
  ])('is no base64 with %s', async (_, text) => expect(await refusalOf(() => fromBase64(text))).toBe('bytes.not_base64'));
});

describe('UTF-8', () => {
  it('comes back, a byte order mark included', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(fromUtf8(utf8(`\uFEFF${text}`))).toBe(`\uFEFF${text}`);
      }),
    );
  });

  it('cannot hold half a character', async () => expect(await refusalOf(() => utf8('a\ud800'))).toBe('bytes.not_well_formed'));

  it.each([
    ['a byte that is none', [0x61, 0xff]],
    ['half a character', [0xe2, 0x82]],
    ['a character written too long', [0xc0, 0x80]],
    ['a surrogate', [0xed, 0xa0, 0x80]],
  ])('is not %s', async (_, value) => expect(await refusalOf(() => fromUtf8(Uint8Array.from(value)))).toBe('bytes.not_utf8'));
});

describe('bytes', () => {
  it('are equal when each of them is', () => {
    expect(equalBytes(Uint8Array.of(1, 2), Uint8Array.of(1, 2))).toBe(true);
    for (const other of [[], [1], [1, 3], [3, 2], [1, 2, 0]]) expect(equalBytes(Uint8Array.of(1, 2), Uint8Array.from(other))).toBe(false);
  });

  it('that are joined or copied own their memory', () => {
    const part = Uint8Array.of(1, 2);
    const [joined, copy] = [concat(part, Uint8Array.of(), Uint8Array.of(3)), copyOf(part.subarray(1))];
    part.fill(9);
    expect([[...joined], [...copy], copy.buffer.byteLength]).toEqual([[1, 2, 3], [2], 1]);
  });
});
