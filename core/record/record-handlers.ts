import type { Handlers } from '../../shared/contract/handlers.ts';
import type { CallQueue } from '../session/call-queue.ts';
import type { Records } from './records.ts';

/** The calls that read, check and export the log. */
export function recordHandlers(queue: CallQueue, records: Records): Pick<Handlers, Extract<keyof Handlers, `log.${string}`>> {
  return {
    'log.rows': (input) => records.rows(input),
    'log.verify': queue.inTurn(() => records.verify()),
    'log.export': queue.inTurn(() => records.export()),
  };
}
