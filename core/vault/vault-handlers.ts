import type { Handlers } from '../../shared/contract/handlers.ts';
import type { CallQueue } from '../session/call-queue.ts';
import type { EngineContext } from '../session/context.ts';
import type { VaultOpener } from './open-vault.ts';

/** The calls that open and close a vault file. */
export function vaultHandlers(ctx: EngineContext, queue: CallQueue, opener: VaultOpener): Pick<Handlers, 'vault.open' | 'vault.close'> {
  return {
    'vault.open': queue.inTurn(async ({ path }) => {
      const chosen = path ?? (await ctx.ports.files.pickOpen('vault'));
      if (chosen !== null) opener.open(chosen);
      return { opened: chosen !== null };
    }),
    'vault.close': queue.quietly(() => opener.close()),
  };
}
