import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { test } from '../../harness/app/app.ts';
import { ask, type PageWindow } from '../../harness/app/ask-page.ts';
import { stillRunning, waitForEnd } from '../../harness/base/process-tree.ts';

test('values go to the child process and back as structured clones', async ({ sample }) => {
  const back = await sample.page.evaluate(async () => {
    const bytes = new Uint8Array([0, 1, 255]);
    const reply = await (window as unknown as PageWindow).halligan.call('sample.child', {
      value: { bytes, date: new Date(7), map: 10n, none: undefined },
    });
    if (!reply.ok) return reply.code;
    const { value } = reply.value as { value: { bytes: Uint8Array; date: Date; map: bigint; none: undefined } };
    return { bytes: [...value.bytes], date: value.date.getTime(), map: String(value.map), none: 'none' in value };
  });
  expect(back).toEqual({ bytes: [0, 1, 255], date: 7, map: '10', none: true });
});

test('the child may neither write nor start anything', async ({ sample }) => {
  test.skip(sample.kind === 'electron', 'utilityProcess has no permission model; there the strongroom’s code alone forbids it');
  const { page } = sample;
  const file = join(sample.userData, 'written');
  expect(await ask(page, 'sample.child', { value: { write: file } })).toMatchObject({ value: 'ERR_ACCESS_DENIED' });
  expect(existsSync(file)).toBe(false);
  expect(await ask(page, 'sample.child', { value: 'spawn' })).toMatchObject({ value: 'ERR_ACCESS_DENIED' });
});

test('a child that ends is noticed once, and a new one can be had', async ({ sample }) => {
  const { page } = sample;
  const first = await ask(page, 'sample.child', { value: 1 });
  expect(await ask(page, 'sample.child', { value: 'die' })).toMatchObject({ value: 'gone' });
  const second = await ask(page, 'sample.child', { value: 2 });
  expect(second.value).toBe(2);
  expect(second.pid).not.toBe(first.pid);
  expect(sample.output().match(/child gone/g)).toHaveLength(1);
});

test('a child that hears nothing any more is ended at once all the same', async ({ sample }) => {
  const { page } = sample;
  const { pid } = await ask(page, 'sample.child', { value: 'hello' });
  const spinning = ask(page, 'sample.child', { value: 'spin' });
  await ask(page, 'sample.endChild', {});
  expect((await spinning).value).toBe('gone');
  expect(await waitForEnd([pid], 2000)).toEqual([]);
  expect(stillRunning([sample.pid])).toEqual([sample.pid]);
});
