/** Fixtures for the tests of a suite: a world is made before them and ended after them, also when one fails. */
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
import type { World } from './engine-world.ts';
import type { Founded } from './founded.ts';

interface Ends {
  end(): Promise<void>;
}

/** `ready` gets the world as soon as it exists, and may go on preparing it; it is ended even when that fails. */
type Ready<W> = (world: W) => unknown;

/** A world of its own for each test of this suite, all copied from one that is founded once. */
export function worldForEach<W extends Ends>(kind: Founded<W>, ready: Ready<W>): void {
  let base: World | null = null;
  let world: W | null = null;
  beforeAll(async () => {
    base = await kind.base();
  });
  beforeEach(async () => {
    world = await kind.copy(base);
    await ready(world);
  });
  afterEach(async () => {
    await world?.end();
    world = null;
  });
  afterAll(() => base?.end());
}

/** One world for all tests of this suite, which build on each other. */
export function worldForAll<W extends Ends>(kind: Founded<W>, ready: Ready<W>): void {
  let world: W | null = null;
  beforeAll(async () => {
    world = await kind.copy(null);
    await ready(world);
  });
  afterAll(() => world?.end());
}
