import { randomBytes } from 'node:crypto';
import { globSync } from 'node:fs';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { Station } from '../../core/services/station.ts';
import { FILE_KEY_BOX } from '../../core/store/key-box.ts';
import { READ_WHOLE_UP_TO } from '../../core/store/stored-log.ts';
import { openVaultFile } from '../../core/store/vault-file.ts';
import { copyOf } from '../../shared/base/bytes.ts';
import type { EntryDraft } from '../../shared/log/entry-draft.ts';
import { World } from './engine-world.ts';

const CLOCK = { boot: 'boot', run: 'run' };

/** Writes into the log of a vault that is not open, as its station does, until it is too long to be read whole at once. */
async function lengthen(folder: string, path: string): Promise<string> {
  const station = await Station.open(folder, FILE_KEY_BOX, (length) => copyOf(randomBytes(length)));
  const file = openVaultFile(path, 'vault');
  const log = file.openLog({
    station: station.id,
    app: '0.1.0',
    key: station.key,
    keyKind: station.box.kind,
    clock: () => ({ wall: Date.now(), monoMs: Math.round(performance.now()), ...CLOCK }),
    seen: station.seen(file.vault).head,
    onMismatch: 'refuse',
  });
  const entry: EntryDraft = { act: 'config.change', out: 'ok', d: { n: 1 } };
  log.commit({ entries: Array.from({ length: READ_WHOLE_UP_TO }, () => entry) });
  station.saw(file.vault, log.head(), 1);
  file.close();
  return log.origin;
}

test('a change far back in a long log is noticed while the vault is in use, and the next log begins', async () => {
  const world = await World.make();
  try {
    await world.call('practice.start', {});
    world.engine.stop();
    const path = globSync(`${world.folder}/**/*.halligan`)[0];
    if (path === undefined) throw new Error('the practice vault is there');
    const origin = await lengthen(world.folder, path);
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
  } finally {
    await world.end();
  }
}, 60_000);
