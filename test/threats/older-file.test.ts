/** T5: an older copy of the vault's file is put back while the app is not looking. The app itself notices, begins anew, and says so. */
import { copyFileSync, rmSync } from 'node:fs';
import { expect, it } from 'vitest';
import { PRACTICE } from '../harness/world/founded.ts';

it('T5: the app finds its log shorter than it remembers, begins a new one that cites the old, and tells of it', async () => {
  await using world = await PRACTICE.copy(null);
  const path = world.view().vault?.path ?? '';
  const old = `${path}.old`;
  await world.call('vault.close', {});
  copyFileSync(path, old);
  await world.call('practice.start', {});
  const request = await world.declare();
  await world.call('request.abort', { request });
  const before = world.view().log;
  await world.call('vault.close', {});

  rmSync(`${path}-wal`, { force: true });
  copyFileSync(old, path);
  await world.call('practice.start', {});
  const after = world.view().log;
  expect(after?.origin).toBe(before?.origin.replace(/\/1$/, '/2'));
  expect(await world.rows({ act: 'log.rollback_detected' })).toHaveLength(1);
  const [genesis] = await world.rows({ act: 'log.genesis' });
  expect(genesis?.facts).toMatchObject({ reason: 'rollback', prev_origin: before?.origin });
  expect(world.view().notices.some(({ verdict }) => verdict === 'bad')).toBe(true);
  expect((await world.call('log.verify', {})).verdict).toBe('proven');
});
