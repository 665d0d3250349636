import { expect, test } from 'vitest';
import { seenRows } from '../../../renderer/closing/seen-rows.ts';
import type { ExposureView } from '../../../shared/contract/view.ts';

const once: ExposureView = {
  id: 1,
  credential: 'k_1',
  title: 'Administrator',
  system: 'Core routers',
  field: 'password',
  member: 'm_1',
  how: 'shown',
  times: 2,
  at: 2_000,
  rotateBy: 5_000,
  rotatedAt: null,
  retestedAt: null,
};

test('one field that one person saw in three ways is one row, seen first and due first', () => {
  const rows = seenRows([
    once,
    { ...once, id: 2, how: 'large', times: 1, at: 1_000, rotateBy: 4_000 },
    { ...once, id: 3, how: 'copied', times: 1 },
  ]);
  expect(rows).toHaveLength(1);
  expect(rows[0]).toMatchObject({ id: 1, at: 1_000, rotateBy: 4_000 });
  expect(rows[0]?.ways).toEqual([
    { how: 'shown', times: 2 },
    { how: 'large', times: 1 },
    { how: 'copied', times: 1 },
  ]);
});

test.each([
  ['another credential', { credential: 'k_2' }],
  ['another field', { field: 'username' }],
  ['another person', { member: 'm_2' }],
  ['what is rotated already', { rotatedAt: 3_000 }],
])('%s is a row of its own, in the order given', (_, other) => {
  expect(seenRows([once, { ...once, id: 2, ...other }]).map(({ id }) => id)).toEqual([1, 2]);
});
