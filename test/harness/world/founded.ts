/** The worlds that tests begin in. Copying one that was founded takes a tenth of the time that founding takes. */
import { CollectorWorld } from './collector-world.ts';
import { World } from './engine-world.ts';

export interface Founded<W> {
  /** A station to copy, which is stopped; null when there is nothing to copy. */
  readonly base: () => Promise<World | null>;
  /** A world of its own, with a copy of the base's folder and keys; founded first without a base. Its `end` leaves nothing behind. */
  readonly copy: (base: World | null) => Promise<W>;
}

/** A station without a vault. */
export const EMPTY: Founded<World> = {
  base: async () => null,
  copy: () => World.make(),
};

/** A station whose practice vault is open and sealed. */
export const PRACTICE: Founded<World> = {
  base: async () => {
    const world = await World.make();
    await world.call('practice.start', {});
    world.engine.stop();
    return world;
  },
  copy: async (base) => {
    const world = await World.make(base);
    await world.call('practice.start', {});
    return world;
  },
};

/** A station with a practice vault, beside a collector that does not know it yet. */
export const WITH_COLLECTOR: Founded<CollectorWorld> = {
  base: PRACTICE.base,
  copy: (base) => CollectorWorld.beside(PRACTICE.copy(base)),
};
