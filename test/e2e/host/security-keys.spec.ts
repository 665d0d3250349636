import { expect } from '@playwright/test';
import { test } from '../../harness/app/app.ts';
import { VirtualKeys } from '../../harness/app/keys.ts';
import { enrol, type Touched, touch } from './touch-page.ts';

/** What Chromium and the harness do, on which the app's own tests of its keys rely. */
test('each person’s key gives its own secret, again and again, and another for another input', async ({ sample }) => {
  const { page } = sample;
  const keys = await VirtualKeys.before(page);
  const mara = await keys.add('Mara');
  const jonas = await keys.add('Jonas');
  await keys.present(mara);
  const ofMara = (await enrol(page)) as Touched;
  await keys.present(jonas);
  const ofJonas = (await enrol(page, [ofMara.id])) as Touched;
  expect(ofMara.prf).toBe(true);
  expect([await keys.credentials(mara), await keys.credentials(jonas)].map((held) => held.length)).toEqual([1, 1]);

  const ids = [ofMara.id, ofJonas.id];
  const byJonas = (await touch(page, ids)) as Touched;
  await keys.present(mara);
  const byMara = (await touch(page, ids)) as Touched;
  expect([byJonas.id, byMara.id]).toEqual([ofJonas.id, ofMara.id]);
  expect(byMara.secret).toMatch(/^[0-9a-f]{64}$/);
  expect(byMara.secret).not.toBe(byJonas.secret);
  expect(await touch(page, [ofMara.id])).toMatchObject({ secret: byMara.secret, verified: true });
  expect(((await touch(page, [ofMara.id], { input: 2 })) as Touched).secret).not.toBe(byMara.secret);
});

test('nobody touches, the wrong key is touched, a key is gone', async ({ sample }) => {
  const { page } = sample;
  const keys = await VirtualKeys.before(page);
  const mara = await keys.add('Mara');
  const jonas = await keys.add('Jonas');
  await keys.present(mara);
  const made = await enrol(page);
  expect(made).toMatchObject({ prf: true });
  const { id } = made as Touched;
  await keys.present(null);
  expect(await touch(page, [id], { timeout: 1500 })).toBe('NotAllowedError');
  await keys.present(jonas);
  expect(await touch(page, [id], { timeout: 3000 })).toBe('NotAllowedError');
  await keys.present(mara);
  expect(await enrol(page, [id])).toBe('InvalidStateError');
  await keys.remove(mara);
  expect(await touch(page, [id], { timeout: 1500 })).toBe('NotAllowedError');
});

test('a wrong PIN, a key without one, a key without hmac-secret', async ({ sample }) => {
  const { page } = sample;
  const keys = await VirtualKeys.before(page);
  const mara = await keys.add('Mara');
  await keys.present(mara);
  const made = await enrol(page);
  expect(made).toMatchObject({ prf: true });
  const { id } = made as Touched;
  await keys.failVerification(mara);
  expect(await touch(page, [id], { timeout: 3000 })).toBe('NotAllowedError');

  const bare = await keys.add('without a PIN', 'no-verification');
  await keys.present(bare);
  expect(await enrol(page, [], { timeout: 1500 })).toBe('NotAllowedError');

  const plain = await keys.add('without hmac-secret', 'no-hmac-secret');
  await keys.present(plain);
  expect(await enrol(page)).toMatchObject({ prf: false });

  const promising = await keys.add('promises PRF', 'prf-without-verification');
  await keys.present(promising);
  const promised = (await enrol(page, [], { verification: 'discouraged' })) as Touched;
  expect(promised.prf).toBe(true);
  expect(await touch(page, [promised.id], { verification: 'discouraged' })).toMatchObject({ secret: null, verified: false });
});

test('forged answers reach the page: the app has to find them out', async ({ sample }) => {
  const { page } = sample;
  const keys = await VirtualKeys.before(page);
  const mara = await keys.add('Mara');
  await keys.present(mara);
  const made = await enrol(page);
  expect(made).toMatchObject({ prf: true });
  const { id } = made as Touched;
  await keys.forge(mara, 'verified-flag');
  expect(await touch(page, [id])).toMatchObject({ verified: false });
});
