import { describe, expect, it } from 'vitest';
import type { World } from '../../harness/world/engine-world.ts';
import { EMPTY } from '../../harness/world/founded.ts';
import { FOUNDING } from '../../harness/world/founders.ts';
import { goOnFounding } from '../../harness/world/little-vault.ts';
import { refused } from '../../harness/world/refusal.ts';
import { worldForAll } from '../../harness/world/world-for.ts';

const GOOD = 'harbour-crane-lantern';

describe('a vault whose keys want a passphrase', () => {
  let world: World;
  worldForAll(EMPTY, (made) => {
    world = made;
  });

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
