import { describe, expect, test } from 'vitest';
import { AppError } from '../../../../shared/base/app-error.ts';
import { ByteSource } from '../../../../shared/log/exchange/byte-source.ts';

const WHOLE = Uint8Array.from({ length: 200 }, (_, i) => i);

async function* cutInto(length: number): AsyncGenerator<Uint8Array, undefined> {
  for (let at = 0; at < WHOLE.length; at += length) yield Buffer.from(WHOLE.subarray(at, at + length));
  return undefined;
}

describe('bytes in the order in which they arrive', () => {
  test.each([1, 3, 7, 64, 200])('are the same in pieces of %i, and none is written over by a later one', async (length) => {
    const source = new ByteSource(cutInto(length), () => new AppError('log.bad_body', 'ends too early'));
    const taken = [];
    for (const many of [0, 1, 2, 5, 40, 0, 100, 52]) taken.push(await source.take(many));
    expect(await source.ended()).toBe(true);
    expect(taken.flatMap((part) => [...part])).toEqual([...WHOLE]);
    await expect(source.take(1)).rejects.toMatchObject({ code: 'log.bad_body' });
  });

  test('are no Buffers, of which a slice is no copy', async () => {
    const source = new ByteSource(cutInto(64), () => new AppError('log.bad_body', 'ends too early'));
    for (const many of [10, 10, 100]) {
      const part = await source.take(many);
      expect(Buffer.isBuffer(part)).toBe(false);
      const before = [...part];
      part.slice().fill(0);
      expect([...part]).toEqual(before);
    }
  });
});
