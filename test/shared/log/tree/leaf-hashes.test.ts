import { expect, test } from 'vitest';
import { utf8 } from '../../../../shared/base/bytes.ts';
import { readLeafHashes } from '../../../../shared/log/tree/leaf-hashes.ts';

const hashAt = (index: number): string => index.toString(16).padStart(64, '0');
const file = (count: number): Uint8Array => utf8(Array.from({ length: count }, (_, index) => `${hashAt(index)}\n`).join(''));

// A file of this size was once matched by one expression, which ran out of stack.
test('the hashes of a long log are read one by one', () => {
  const hashes = readLeafHashes(file(300_000));
  expect(hashes).toHaveLength(300_000);
  for (const index of [0, 1, 123_456, 299_999]) expect(hashes.at(index)).toBe(hashAt(index));
  for (const index of [-1, 300_000]) expect(hashes.at(index)).toBeUndefined();
});

test.each([
  ['an empty file', ''],
  ['a last line without its newline', `${hashAt(1)}\n${hashAt(2)}`],
  ['a line that is too short', `${hashAt(1)}\n${hashAt(2).slice(1)}\n`],
  ['a line that is too long', `${hashAt(1)}0\n`],
  ['capital digits', `${'A'.repeat(64)}\n`],
  ['another line end', `${hashAt(1)}\r`],
  ['an empty line', `${hashAt(1)}\n\n`],
  ['a newline for a digit', `${hashAt(1).slice(1)}\n\n`],
])('%s holds no hashes', (_, text) => {
  expect(readLeafHashes(utf8(text))).toHaveLength(0);
});
