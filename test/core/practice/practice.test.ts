import { describe, expect, it } from 'vitest';
import { view } from '../../../shared/contract/view.ts';
import type { World } from '../../harness/world/engine-world.ts';
import { PRACTICE } from '../../harness/world/founded.ts';
import { worldForAll } from '../../harness/world/world-for.ts';

describe('the practice vault', () => {
  let world: World;
  worldForAll(PRACTICE, (made) => {
    world = made;
  });

  it('is sealed, practice, and says who opens what', () => {
    const now = view.parse(world.engine.view());
    expect(now.vault).toMatchObject({ kind: 'practice', name: 'Nordhamn practice', charterVersion: 1 });
    expect(now.vault?.members).toHaveLength(5);
    expect(now.board?.rows).toHaveLength(2);
    expect(now.founding).toBeNull();
  });

  it('opens by quorum, reveals one field, copies one, and seals', async () => {
    const request = await world.declare();
    expect(view.parse(world.engine.view()).request).toMatchObject({ have: 0, need: 3 });
    expect(await world.approve(request)).toBe(true);
    await world.titles();
    const { rows, total } = await world.call('window.list', { text: 'administrator', offset: 0, limit: 10 });
    expect(total).toBe(1);
    const credential = rows[0]?.id ?? '';
    const outline = await world.call('window.credential', { credential });
    expect(outline.fields.find(({ id }) => id === 'password')).toMatchObject({ secret: true, value: null });
    expect(await world.reveal(credential, 'password')).toBe('practice-kT7O0mRx4#Qvl1Wz');
    await world.call('window.copy', { credential, field: 'username' });
    expect(world.clipboard).toBe('emergency-admin');
    expect(world.engine.view().window?.exposed).toBe(1);
    await world.call('window.copy', { credential, field: 'password' });
    expect(world.clipboard).toBe('practice-kT7O0mRx4#Qvl1Wz');
    expect((await world.call('window.code', { credential })).code).toMatch(/^\d{6}$/);
    await world.call('window.seal', {});
    const now = view.parse(world.engine.view());
    expect(now.window).toBeNull();
    expect(now.closing[0]).toMatchObject({ incident: 'INC-4471', sealedHow: 'person', unseen: 1 });
    expect(world.engine.strongroomPid).toBeUndefined();
    await expect(world.reveal(credential, 'password')).rejects.toMatchObject({ code: 'window.closed' });
    await expect.poll(() => world.clipboard).toBe('');
  }, 30_000);

  it('verifies its whole record', async () => {
    expect(await world.call('log.verify', {})).toMatchObject({ verdict: 'proven', firstBad: null });
    const { rows } = await world.call('log.rows', { text: '', member: null, act: null, incident: 'INC-4471', before: null, limit: 100 });
    expect(rows.map(({ act }) => act)).toContain('vault.unseal');
    expect(rows.every(({ drill }) => !drill)).toBe(true);
  });
});
