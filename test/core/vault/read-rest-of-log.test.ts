import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { openVaultFile } from '../../../core/store/file/vault-file.ts';
import { READ_WHOLE_UP_TO } from '../../../core/store/log/stored-log.ts';
import { PRACTICE } from '../../harness/world/founded.ts';
import { lengthen, vaultIn } from '../../harness/world/long-vault.ts';

test('a change far back in a long log is noticed while the vault is in use, and the next log begins', async () => {
  await using world = await PRACTICE.copy(null);
  world.engine.stop();
  const path = vaultIn(world.folder);
  const origin = await lengthen(world.folder, path, READ_WHOLE_UP_TO);
  const db = new Database(path);
  const guard = db.prepare("SELECT sql FROM sqlite_schema WHERE name = 'entry_is_frozen'").pluck().get() as string; // its own text
  db.exec('DROP TRIGGER entry_is_frozen');
  db.exec('UPDATE entry SET lh = zeroblob(32) WHERE seq = 5000');
  db.exec(guard);
  db.close();
  await world.start();
  await world.call('practice.start', {});
  expect(world.view().notices.map(({ code }) => code)).not.toContain('log.tampered');
  await expect.poll(() => world.view().notices.map(({ code }) => code), { timeout: 20_000 }).toContain('log.tampered');
  world.engine.stop();
  const file = openVaultFile(path, 'vault');
  expect(file.entries.logs().map((log) => log.origin)).toEqual([origin, origin.replace(/1$/, '2')]);
  file.close();
}, 60_000);
