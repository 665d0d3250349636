import { expect, test } from 'vitest';
import { pooledRandom } from '../../../../core/store/log/pooled-random.ts';

test('random bytes are never given out twice, nor shared between two who asked', () => {
  const seen = new Set<string>();
  for (let i = 0; i < 2_000; i++) seen.add(Buffer.from(pooledRandom(16)).toString('hex'));
  expect(seen.size).toBe(2_000);
  const one = pooledRandom(32);
  const copy = Buffer.from(one);
  for (let i = 0; i < 300; i++) pooledRandom(32);
  expect(Buffer.compare(one, copy)).toBe(0);
  expect(one.buffer.byteLength).toBe(32);
  expect(new Set(pooledRandom(10_000)).size).toBe(256);
  expect(pooledRandom(4_096)).toHaveLength(4_096);
});
