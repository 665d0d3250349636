import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { copyOf, fromUtf8, utf8 } from '../../../../shared/base/bytes.ts';
import { disclosureLines } from '../../../../shared/log/export/disclosure-lines.ts';
import { lines, parseAnchor, parseReceiptName, smallText } from '../../../../shared/log/export/export-folder.ts';
import { refusalOf } from '../../../harness/base/refusal-code.ts';

describe('the lines of a file', () => {
  it('are the same however it is cut into chunks', () => {
    const text = fc.array(fc.string({ unit: fc.constantFrom(...'abä\r ') }), { maxLength: 8 });
    fc.assert(
      fc.property(text, fc.integer({ min: 1, max: 9 }), (written, size) => {
        const bytes = utf8(written.map((line) => `${line}\n`).join(''));
        const chunks = Array.from({ length: Math.ceil(bytes.length / size) }, (_, i) => bytes.subarray(i * size, (i + 1) * size));
        expect([...lines(chunks)].map((line) => fromUtf8(copyOf(line)))).toEqual(written);
      }),
    );
  });

  it.each([[['cut']], [['whole\ncut']], [['whole\n', 'c', 'ut']]])('are refused when the last of %j has no end', async (chunks) => {
    expect(await refusalOf(() => [...lines(chunks.map(utf8))])).toBe('log.export_unreadable');
  });

  it.each(['\n', '{}\n', '[]\n', 'not JSON\n', '{"seq":1}\n'])('%j is no line of disclosures', async (text) => {
    expect(await refusalOf(() => [...disclosureLines([utf8(text)])])).not.toBeNull();
  });
});

describe('a small text', () => {
  it('is empty when it is too large or not UTF-8: that was never signed', () => {
    expect(smallText(utf8('a note'))).toBe('a note');
    expect(smallText(new Uint8Array(65_536).fill(97))).toHaveLength(65_536);
    expect(smallText(new Uint8Array(65_537).fill(97))).toBe('');
    expect(smallText(Uint8Array.of(0xff))).toBe('');
  });
});

describe('the name of a receipt', () => {
  it('is its size', () => expect([parseReceiptName('1'), parseReceiptName('999999999999999')]).toEqual([1, 999_999_999_999_999]));

  it.each(['', '0', '01', '-1', '1.5', '1e3', ' 1', '1\n', '1000000000000000', 'README.txt'])('is not %j', (name) => {
    expect(parseReceiptName(name)).toBeNull();
  });
});

describe('an anchor', () => {
  const root = 'ab'.repeat(32);

  it('is a size and a root', () => expect(parseAnchor(`12:${root}`)).toEqual({ size: 12, root }));

  it.each([
    '',
    '12',
    `12:${root.slice(1)}`,
    `12:${root}0`,
    `12:${root.toUpperCase()}`,
    `0:${root}`,
    `012:${root}`,
    `:${root}`,
    `12 ${root}`,
    `12:${root}\n`,
    ` 12:${root}`,
  ])('is not %j', (text) => expect(parseAnchor(text)).toBeNull());
});
