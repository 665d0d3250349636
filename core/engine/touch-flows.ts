import type { Purpose } from '../../shared/contract/calls.ts';
import { ClassifyFlow } from '../closing/classify-flow.ts';
import type { Closings } from '../closing/closings.ts';
import type { Deposits } from '../desk/deposits.ts';
import type { Desk } from '../desk/desk.ts';
import { DeskFlow } from '../desk/desk-flow.ts';
import { EnrolFlow } from '../founding/enrol-flow.ts';
import type { Foundings } from '../founding/foundings.ts';
import { SignFlow } from '../founding/sign-flow.ts';
import type { EngineContext } from '../session/context.ts';
import { ProveFlow } from '../touch/prove-flow.ts';
import type { TouchFlow } from '../touch/touch-flow.ts';
import { ContributeFlow } from '../unseal/contribute-flow.ts';
import type { OpenWindowService } from '../unseal/open-window.ts';
import type { Requests } from '../unseal/requests.ts';

/** The flow of each purpose. A purpose without one does not compile. */
export function touchFlows(
  ctx: EngineContext,
  rooms: {
    readonly desk: Desk;
    readonly deposits: Deposits;
    readonly foundings: Foundings;
    readonly requests: Requests;
    readonly windows: OpenWindowService;
    readonly closings: Closings;
  },
): (purpose: Purpose) => TouchFlow {
  const { desk, deposits, foundings, closings } = rooms;
  return (purpose) => {
    switch (purpose.kind) {
      case 'enrol':
        return new EnrolFlow(ctx, foundings, purpose);
      case 'sign':
        return new SignFlow(ctx, foundings, deposits, purpose.member);
      case 'contribute':
        return new ContributeFlow(ctx, rooms, purpose);
      case 'desk':
        return new DeskFlow(ctx, desk, purpose.member);
      case 'prove':
        return new ProveFlow(ctx, purpose.member);
      case 'classify':
        return new ClassifyFlow(ctx, closings, purpose);
    }
  };
}
