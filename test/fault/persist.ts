import { isAppError } from '../../shared/base/app-error.ts';
import type { World } from '../harness/world/engine-world.ts';
import type { Ack } from './ack.ts';
import { act, PHASES } from './story.ts';

/** One round of the story. A coded refusal cuts it off and is said; anything else that is thrown comes out. */
export async function persist(world: World, say: (ack: Ack) => void, round: string): Promise<void> {
  const refused = (error: unknown): void => {
    if (!isAppError(error) || error.code === 'internal') throw error;
    say({ ack: 'refused', code: error.code });
  };
  await (async () => {
    for (const phase of PHASES) await act(phase, world, say, round);
  })().catch(refused);
  const { request, window, desk } = world.view();
  if (window !== null) await world.call('window.seal', {}).catch(refused);
  if (request !== null) await world.call('request.abort', { request: request.id }).catch(refused);
  if (desk !== null) await world.call('desk.leave', {}).catch(refused);
}
