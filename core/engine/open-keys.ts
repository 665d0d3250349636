import { AppError } from '../../shared/base/app-error.ts';
import type { Purpose } from '../../shared/contract/calls.ts';
import { prfInput } from '../../shared/format/prf.ts';
import type { EngineContext } from '../session/context.ts';
import type { TouchFlow } from '../touch/touch-flow.ts';
import type { TouchRunnerPorts } from '../touch/touch-runner.ts';

/** What the touch runner needs from the engine: the vault whose keys may be touched, and the flow of each purpose. */
export function openKeys(ctx: EngineContext, flow: (purpose: Purpose) => TouchFlow): TouchRunnerPorts {
  const { ports } = ctx;
  return {
    random: ports.random,
    monotonic: () => ports.monotonic(),
    strongroom: () => ctx.strongroom(),
    flow,
    vault: () => {
      const { session } = ctx;
      if (session === null) throw new AppError('vault.none_open', 'nothing is open');
      const name = session.charter?.value.name ?? session.draft?.name ?? '';
      return { name, prfInput: prfInput(session.file.vault), simulated: session.file.practice };
    },
  };
}
