import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { goOnFounding } from '../../fault/little-vault.ts';
import { World } from '../../harness/world/engine-world.ts';
import { FOUNDING } from '../../harness/world/founders.ts';
import { refused } from '../../harness/world/refusal.ts';

const GOOD = 'harbour-crane-lantern';

describe('a vault whose keys want a passphrase', () => {
  let world: World;
  beforeAll(async () => {
    world = await World.make();
  });
  afterAll(() => world.end());

  it('is not founded with one that is short', async () => {
    await FOUNDING.start(world, { passphrase: GOOD });
    await FOUNDING.members(world);
    await refused(
      world.touch({ kind: 'enrol', member: world.member('Mara'), label: '1' }, { passphrase: 'short' }),
      'policy.passphrase_required',
      { least: 8 },
    );
    await world.call('founding.discard', {});
  });

  // Argon2id at 256 MiB, as in every real vault.
  it('opens with the key and the passphrase together, and with neither alone', async () => {
    await FOUNDING.start(world, { passphrase: GOOD });
    await goOnFounding(world, () => {}, { passphrase: GOOD });
    const ann = world.member('Ann');
    expect(world.view().vault?.members.every(({ passphrase }) => passphrase)).toBe(true);
    await refused(world.touch({ kind: 'prove', member: ann }, { passphrase: 'another phrase' }), 'key.wrong_passphrase');
    await refused(world.touch({ kind: 'prove', member: ann }), 'key.wrong_passphrase');
    await refused(world.touch({ kind: 'prove', member: ann }, { passphrase: GOOD, fault: 'secret' }), 'key.did_not_unwrap');
    await world.touch({ kind: 'prove', member: ann }, { passphrase: GOOD });
    const [row] = await world.rows({ act: 'share.prove' });
    expect(row).toMatchObject({ outcome: 'ok' });
  }, 240_000);
});
