import { renameSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MIGRATIONS } from '../../../core/store/file/migrations.ts';
import { openVaultFile } from '../../../core/store/file/vault-file.ts';
import type { ClosingView } from '../../../shared/contract/view.ts';
import { World } from '../../harness/world/engine-world.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
const FOUR = 4;

describe('the time of a classification', () => {
  let world: World;
  let request: string;
  const closing = (): ClosingView => {
    const found = world.view().closing.find((one) => one.request === request);
    if (found === undefined) throw new Error('the use is closed');
    return found;
  };
  beforeAll(async () => {
    world = await World.make();
    await world.call('practice.start', {});
    request = await world.opened();
    await world.call('window.seal', {});
  });
  afterAll(() => world.end());

  it('is its own, a day after the seal', async () => {
    const { sealedAt } = closing();
    world.skipMs += DAY_MS;
    const before = Date.now() + world.skipMs;
    await world.touch({ kind: 'classify', request, member: world.member('Priya'), as: 'drill' });
    const { classified } = closing();
    expect(classified).toMatchObject({ as: 'drill', by: world.member('Priya') });
    expect(classified?.at).toBeGreaterThanOrEqual(before);
    expect(classified?.at).toBeGreaterThanOrEqual(sealedAt + DAY_MS);
    expect(classified?.at).toBeLessThanOrEqual(Date.now() + world.skipMs);
  });

  it('is unknown in a vault of version 4, which did not keep it, and is not made up when the use is closed', async () => {
    const path = join(world.folder, 'practice', 'Nordhamn practice.halligan');
    world.engine.stop();
    asVersionFour(path);
    await world.start();
    await world.call('practice.start', {});
    expect(closing().classified).toEqual({ as: 'drill', by: world.member('Priya'), at: null });
    await world.call('closing.close', { request });
    world.engine.stop();
    const file = openVaultFile(path, 'vault');
    expect(file.read.incidents.get(request)).toMatchObject({ classifiedAs: 'drill', classifiedAt: null });
    expect(file.read.incidents.get(request)?.closedAt).toBeGreaterThan(0);
    file.close();
    await world.start();
  });
});

/** Writes the vault anew with the tables of version 4, and everything in them that those had columns for. */
function asVersionFour(path: string): void {
  const older = `${path}.older`;
  const db = new Database(older);
  for (const [, sql] of MIGRATIONS.slice(0, FOUR)) db.exec(sql);
  db.exec(`ATTACH '${path}' AS newer`);
  const names = (schema: string, table: string) =>
    db
      .prepare<[], { name: string }>(`SELECT name FROM pragma_table_info('${table}', '${schema}')`)
      .all()
      .map(({ name }) => name);
  db.pragma('foreign_keys = OFF');
  for (const { name } of db.prepare<[], { name: string }>("SELECT name FROM main.sqlite_schema WHERE type = 'table'").all()) {
    const columns = names('main', name).join(', ');
    db.exec(`INSERT INTO main.${name} (${columns}) SELECT ${columns} FROM newer.${name}`);
  }
  db.pragma(`application_id = ${db.pragma('newer.application_id', { simple: true })}`);
  db.pragma(`user_version = ${FOUR}`);
  db.exec('DETACH newer');
  db.close();
  renameSync(older, path);
}
