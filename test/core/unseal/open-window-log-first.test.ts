/** I1: nothing is combined, shown, copied or saved before its entry is durable. The log is broken, and it is tried. */
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ErrorCode } from '../../../shared/base/error-codes.ts';
import type { World } from '../../harness/world/engine-world.ts';
import { PRACTICE } from '../../harness/world/founded.ts';
import { refused } from '../../harness/world/refusal.ts';
import { worldForEach } from '../../harness/world/world-for.ts';

const realPragma = Database.prototype.pragma;
const databases: Database.Database[] = [];

/** The connection that the engine opened last: what breaks underneath it breaks as SQLite breaks it. */
function connection(): Database.Database {
  const found = databases.findLast(({ open }) => open);
  if (found === undefined) throw new Error('nothing is open');
  return found;
}

describe('a log that cannot be written', () => {
  let world: World;
  let vault: string;
  beforeAll(() => {
    Database.prototype.pragma = function (this: Database.Database, ...args: Parameters<typeof realPragma>) {
      if (!databases.includes(this)) databases.push(this);
      return realPragma.apply(this, args);
    };
  });
  afterAll(() => {
    Database.prototype.pragma = realPragma;
  });
  worldForEach(PRACTICE, (made) => {
    world = made;
    vault = world.view().vault?.path ?? '';
  });

  const ways: readonly (readonly [string, ErrorCode, () => void])[] = [
    ['whose file was deleted', 'log.moved', () => rmSync(vault)],
    [
      'whose file was replaced',
      'log.moved',
      () => {
        const bytes = readFileSync(vault);
        renameSync(vault, `${vault}.away`);
        writeFileSync(vault, bytes);
      },
    ],
    ['whose write-ahead log was deleted', 'log.moved', () => rmSync(`${vault}-wal`)],
    ['that somebody else went on with', 'log.fork', () => void connection().exec('UPDATE entry SET head = NULL')],
    ['on a disk that has become read-only', 'log.cannot_write', () => void connection().pragma('query_only = ON')],
  ];

  for (const [name, code, strike] of ways) {
    it(`T9, T10: ${name} opens nothing, with the quorum at hand`, async () => {
      const request = await world.declare();
      await world.approve(request, ['Mara', 'Ito']);
      strike();
      await refused(world.touch({ kind: 'contribute', request, member: world.member('Lena') }), code);
      expect(world.view().window).toBeNull();
      await refused(world.reveal('x_any', 'password'), 'window.closed');
    });

    it(`${name} shows, copies and saves nothing in an open window`, async () => {
      await world.opened();
      const credential = await world.find('Administrator');
      strike();
      world.picks = [join(world.folder, 'saved')];
      for (const attempt of [
        () => world.reveal(credential, 'password'),
        () => world.reveal(credential, 'password', 'large'),
        () => world.call('window.copy', { credential, field: 'password' }),
        () => world.call('window.code', { credential }),
        () => world.call('window.copyCode', { credential }),
        () => world.call('window.save', { credential }),
      ]) {
        await refused(attempt(), code);
      }
      expect(world.clipboard).toBe('');
      // Sealing needs no log.
      await world.call('window.seal', {});
      expect(world.view().window).toBeNull();
      expect(world.engine.strongroomPid).toBeUndefined();
      expect(world.view().notices.some(({ verdict }) => verdict === 'bad')).toBe(true);
    });
  }

  // What is ongoing may use the last room: approvals, and reveals that are written. What opens may not.
  it('on a full disk opens nothing, with the quorum at hand', async () => {
    const request = await world.declare();
    await world.approve(request, ['Mara', 'Ito']);
    const full = connection();
    full.pragma(`max_page_count = ${String(full.pragma('page_count', { simple: true }))}`);
    const fill = async () => {
      for (let n = 0; n < 200; n++) await world.call('station.name', { name: `Station ${n} ${'x'.repeat(180)}` });
    };
    await refused(fill(), 'log.full');
    await refused(world.touch({ kind: 'contribute', request, member: world.member('Lena') }), 'log.full');
    expect(world.view().window).toBeNull();
    expect(await world.rows({ act: 'vault.unseal' })).toEqual([]);
    full.pragma('max_page_count = 100000');
    await world.call('request.abort', { request });
    expect(await world.approve(await world.declare())).toBe(true);
    expect(await world.call('log.verify', {})).toMatchObject({ verdict: 'proven' });
  });

  it('does not keep a vault from being closed, nor a desk from being left', async () => {
    await world.sit('Mara');
    rmSync(vault);
    await refused(world.call('desk.leave', {}), 'log.moved');
    expect(world.view().desk).toBeNull();
    expect(world.engine.strongroomPid).toBeUndefined();
    await world.call('vault.close', {});
    expect(world.view().vault).toBeNull();
    expect(world.problems).not.toEqual([]);
  });

  it('ends what time ends, without bringing the engine down', async () => {
    const request = await world.declare();
    await world.approve(request, ['Mara', 'Ito']);
    rmSync(vault);
    world.skipMs += 16 * 60_000;
    await expect.poll(() => world.view().request).toBeNull();
    expect(world.engine.strongroomPid).toBeUndefined();
    expect(world.view().notices.map(({ code }) => code)).toContain('log.moved');
  });

  it('hides what is shown, and seals when that cannot be written', async () => {
    await world.opened();
    await world.reveal(await world.find('Administrator'), 'password');
    rmSync(vault);
    world.skipMs += 20_000;
    await expect.poll(() => world.view().window).toBeNull();
    expect(world.engine.strongroomPid).toBeUndefined();
  });

  it('opens on a full station: what it remembers is a convenience', async () => {
    await world.call('vault.close', {});
    // A folder in the way of the new file stands for a disk without room for it.
    mkdirSync(join(world.folder, 'preferences.json.new', 'x'), { recursive: true });
    await world.call('vault.open', { path: vault });
    expect(world.view().vault).not.toBeNull();
    expect(world.problems).toContain('the station could not remember what it opened');
    rmSync(join(world.folder, 'preferences.json.new'), { recursive: true });
  });
});
