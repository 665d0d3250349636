import { existsSync, readdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { createVaultFile, openVaultFile } from '../../../core/store/file/vault-file.ts';
import type { World } from '../../harness/world/engine-world.ts';
import { EMPTY } from '../../harness/world/founded.ts';
import { FOUNDING, found, STEPS } from '../../harness/world/founders.ts';
import { refused } from '../../harness/world/refusal.ts';
import { worldForEach } from '../../harness/world/world-for.ts';

const NAME = 'Nordhamn production';

describe('a founding that is interrupted', () => {
  let world: World;
  worldForEach(EMPTY, (made) => {
    world = made;
  });
  const at = (of: World, ending: string) => join(of.folder, 'vaults', `${NAME}${ending}`);
  const files = () => readdirSync(join(world.folder, 'vaults')).filter((name) => /\.halligan(-founding)?$/.test(name));

  // Quit and start again between any two steps: the founding goes on from there, or is discarded.
  it('goes on after each of its steps, and is no vault before its last', async () => {
    for (const [i, step] of STEPS.entries()) {
      await FOUNDING[step](world);
      if (i === STEPS.length - 1) break;
      await world.restart();
      expect(world.view().vault).toBeNull();
      const [recent] = world.view().recent;
      expect(recent).toMatchObject({ kind: 'draft', path: at(world, '.halligan-founding') });
      expect(() => openVaultFile(recent?.path ?? '', 'vault')).toThrow(expect.objectContaining({ code: 'vault.half_founded' }));
      await world.call('vault.open', { path: recent?.path ?? '' });
      expect(world.view().founding?.step).toBe(STEPS[i + 1] === 'start' ? 'members' : STEPS[i + 1]);
      if (step === 'keys') {
        // Another key of a member whose seed left with the process: the one that there is opens it first.
        await world.touch({ kind: 'enrol', member: world.member('Mara'), label: '2' }, { label: '2' });
        expect(world.view().founding?.members[0]?.keys).toHaveLength(2);
      }
    }
    expect(world.view().founding?.step).toBe('done');
    await world.restart();
    await world.call('vault.open', { path: at(world, '.halligan') });
    expect(world.view()).toMatchObject({ founding: null, vault: { name: NAME, charterVersion: 1 } });
  }, 120_000);

  // Killed between making the file and writing the first step into it.
  it('goes on with its name alone when it was cut off before its first step', async () => {
    await FOUNDING.start(world);
    await world.call('founding.leave', {});
    const folder = join(world.folder, 'vaults');
    createVaultFile(join(folder, 'Cut off.halligan-founding'), {
      vault: `v_${'A'.repeat(22)}`,
      practice: false,
      stage: 'draft',
      now: 0,
    }).close();
    await world.call('vault.open', { path: join(folder, 'Cut off.halligan-founding') });
    expect(world.view().founding).toMatchObject({ name: 'Cut off', step: 'members', members: [] });
    await world.call('founding.discard', {});
    // One that had begun and has lost its draft is damaged, and says so.
    const database = new Database(at(world, '.halligan-founding'));
    database.exec('DELETE FROM draft');
    database.close();
    await refused(world.call('vault.open', { path: at(world, '.halligan-founding') }), 'vault.damaged');
  });

  // A founding whose steward had signed, and whose decoys were not there, could never be rehearsed.
  it('has its decoys as soon as its steward has signed', async () => {
    for (const step of STEPS.slice(0, 4)) await FOUNDING[step](world);
    await world.touch({ kind: 'sign', member: world.member('Mara') });
    const [decoys, proof, signature] = await world.rows({ limit: 3 });
    expect([signature, proof, decoys].map((row) => row?.act)).toEqual(['charter.sign', 'share.prove', 'import.store']);
    // One transaction: every copy of the disk that has the signature has the decoys.
    const heads = new Set([signature, proof, decoys].map((row) => row?.at));
    expect(heads.size).toBe(1);
  }, 120_000);

  it('is discarded without a trace of a vault', async () => {
    await FOUNDING.start(world);
    await FOUNDING.members(world);
    await world.call('founding.discard', {});
    expect(readdirSync(join(world.folder, 'vaults'))).toEqual([]);
    expect(world.view()).toMatchObject({ founding: null, vault: null, recent: [] });
    await refused(world.call('founding.discard', {}), 'founding.none');
  });

  it('loses its rehearsal, not its signatures, when it is left while the decoys are open', async () => {
    for (const step of STEPS.slice(0, -1)) await FOUNDING[step](world);
    await world.call('founding.rehearse', { operator: world.member('Sam') });
    const { request } = world.view();
    for (const name of ['Ito', 'Lena', 'Priya', 'Mara']) {
      if (world.view().window === null && world.member(name) !== request?.requester)
        await world.touch({ kind: 'contribute', request: request?.id ?? '', member: world.member(name) });
    }
    await world.titles();
    await world.reveal(await world.find('Decoy administrator'), 'password');
    await world.restart();
    expect(files()).toEqual([`${NAME}.halligan-founding`]);
    await world.call('vault.open', { path: at(world, '.halligan-founding') });
    expect(world.view().founding?.missing.map(({ code }) => code)).toEqual(['founding.not_rehearsed']);
    await FOUNDING.rehearse(world);
    expect(files()).toEqual([`${NAME}.halligan`]);
  }, 120_000);

  it('is not rehearsed by a window in which nothing was opened, nor by one that was discarded', async () => {
    for (const step of STEPS.slice(0, -1)) await FOUNDING[step](world);
    await world.call('founding.rehearse', { operator: world.member('Sam') });
    const { request } = world.view();
    for (const name of ['Ito', 'Lena', 'Priya', 'Mara']) {
      if (world.view().window === null && world.member(name) !== request?.requester)
        await world.touch({ kind: 'contribute', request: request?.id ?? '', member: world.member(name) });
    }
    await world.call('window.seal', {});
    expect(files()).toEqual([`${NAME}.halligan-founding`]);
    await world.call('founding.discard', {});
    expect(files()).toEqual([]);
  }, 120_000);

  // The last transaction is durable, the new name is not: the file says what it is, and gets its name at the next opening.
  it('gets its name after a crash between its last transaction and that name', async () => {
    await found(world);
    await world.call('vault.close', {});
    renameSync(at(world, '.halligan'), at(world, '.halligan-founding'));
    await world.restart();
    await world.call('vault.open', { path: at(world, '.halligan-founding') });
    expect(world.view()).toMatchObject({ founding: null, vault: { name: NAME } });
    expect(existsSync(at(world, '.halligan-founding'))).toBe(false);
    await refused(world.call('founding.members', { members: [] }), 'founding.none');
  }, 120_000);
});
