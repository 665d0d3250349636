import type { Handlers } from '../../shared/contract/handlers.ts';
import type { CallQueue } from '../session/call-queue.ts';
import type { EngineContext } from '../session/context.ts';
import type { TouchRunner } from './touch-runner.ts';

/** The calls of a touch, and the key under which its secret travels to the strongroom. */
export function touchHandlers(
  ctx: EngineContext,
  queue: CallQueue,
  touches: TouchRunner,
): Pick<Handlers, Extract<keyof Handlers, `key.${string}`> | 'envelope.key'> {
  return {
    'key.begin': queue.inTurn(({ purpose }) => touches.begin(purpose)),
    'key.step': queue.inTurn((input) => touches.step(input)),
    'key.abandon': queue.quietly(({ ticket, code }) => touches.abandon(ticket, code)),
    'envelope.key': async () => {
      const { key, publicKey } = await ctx.strongroom().call('envelope.key', {});
      return { key, publicKey: Buffer.from(publicKey).toString('base64url') };
    },
  };
}
