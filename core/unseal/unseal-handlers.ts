import { AppError } from '../../shared/base/app-error.ts';
import type { Handlers } from '../../shared/contract/handlers.ts';
import { atOnce, type CallQueue } from '../session/call-queue.ts';
import type { EngineContext } from '../session/context.ts';
import type { OpenWindowService } from './open-window.ts';
import type { Requests } from './requests.ts';
import type { Uses } from './uses.ts';

/** The calls of a request and of the window that it opens. */
export function unsealHandlers(
  ctx: EngineContext,
  queue: CallQueue,
  {
    requests,
    windows,
    uses,
    rememberHead,
  }: { readonly requests: Requests; readonly windows: OpenWindowService; readonly uses: Uses; readonly rememberHead: () => void },
): Pick<Handlers, Extract<keyof Handlers, `request.${string}` | `window.${string}`>> {
  return {
    'request.declare': queue.inTurn((input) => {
      ctx.founded();
      // The rehearsal of a founding is declared by the founding alone.
      if (input.kind === 'founding') throw new AppError('founding.none', 'no founding is under way');
      return requests.declare(input);
    }),
    // These must not wait behind a touch, which may take two minutes.
    'request.abort': atOnce(({ request }) => requests.abort(request)),
    'request.deny': atOnce(({ request, member, reason }) => requests.deny(request, member, reason)),
    'request.here': atOnce(({ request, member }) => requests.here(request, member)),

    'window.list': (input) => uses.list(input),
    'window.credential': (input) => uses.credential(input),
    'window.reveal': queue.inTurn((input) => uses.reveal(input)),
    'window.hide': atOnce((input) => uses.hide(input)),
    'window.copy': queue.inTurn((input) => uses.copy(input)),
    'window.code': queue.inTurn((input) => uses.code(input)),
    'window.copyCode': queue.inTurn((input) => uses.copyCode(input)),
    'window.save': queue.inTurn((input) => uses.save(input)),
    'window.seal': atOnce(() => {
      windows.seal('person');
      rememberHead();
    }),
    'window.extend': queue.quietly((input) => windows.askMore(input)),
  };
}
