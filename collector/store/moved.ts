import { AppError } from '../../shared/base/app-error.ts';

/**
 * What the table `move` says of a database, in its one row. `arriving`: one is being moved here. `arrived`: that is done and proven.
 * `told`: the collector's own log says so. `left`: the collector is in another database now.
 */
export type MoveState = 'arriving' | 'arrived' | 'told' | 'left';

/** Throws `collector.cannot_write` where no collector may work: two that go on from the same log would write two histories. */
export function usable(state: string | null): void {
  if (state === 'left')
    throw new AppError('collector.cannot_write', 'the collector was moved from here to another database: start it on that one');
  if (state === 'arriving')
    throw new AppError('collector.cannot_write', 'a collector is being moved here and not all of it is: finish that first');
}
