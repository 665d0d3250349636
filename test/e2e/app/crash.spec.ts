/** The page's process dies with a secret on the screen: no dump of it, and nothing else that is left, holds the secret. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { processTree, processWith, waitForEnd } from '../../harness/base/process-tree.ts';
import { filesThatHold } from './canaries.ts';
import { PATIENCE_MS, Practice } from './practice.ts';

test('a crash dump does not hold what was shown', async () => {
  test.setTimeout(4 * PATIENCE_MS);
  const practice = await Practice.start();
  await practice.open();
  await practice.stage.look('Administrator', 'Core routers');
  await practice.stage.reveal('Password');
  const page = processWith(processTree(practice.app.pid), '--type=renderer');
  process.kill(page, 'SIGSEGV');
  expect(await waitForEnd([page])).toEqual([]);
  const throwaway = process.env['XDG_RUNTIME_DIR'] ?? '/dev/shm';
  const own = readdirSync(throwaway).filter((name) => name.startsWith(`halligan-rescue-${practice.app.pid}-`));
  const folders = [practice.app.userData, ...own.map((name) => join(throwaway, name))];
  const dumps = own
    .flatMap((name) => readdirSync(join(throwaway, name), { recursive: true, encoding: 'utf8' }))
    .filter((path) => path.endsWith('.dmp'));
  if (practice.app.kind === 'rescue') expect(dumps, 'without a dump this would show nothing').toHaveLength(1);
  expect(filesThatHold(folders, { password: 'practice-kT7O0mRx4#Qvl1Wz' })).toEqual([]);
  await practice.end();
  expect(filesThatHold(folders, { password: 'practice-kT7O0mRx4#Qvl1Wz' })).toEqual([]);
});
