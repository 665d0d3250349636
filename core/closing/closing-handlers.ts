import type { Handlers } from '../../shared/contract/handlers.ts';
import type { CallQueue } from '../session/call-queue.ts';
import type { Closings } from './closings.ts';

/** The calls after a window: retest, close, and what the reports list. */
export function closingHandlers(
  queue: CallQueue,
  closings: Closings,
): Pick<Handlers, Extract<keyof Handlers, `closing.${string}`> | 'reports.list'> {
  return {
    'closing.retested': queue.quietly(({ request, exposure }) => closings.retested(request, exposure)),
    'closing.close': queue.quietly(({ request }) => closings.close(request)),
    'reports.list': () => closings.reports(),
  };
}
