import type { Handlers } from '../../shared/contract/handlers.ts';
import type { CallQueue } from '../session/call-queue.ts';
import type { Practice } from './practice.ts';

/** The calls of the practice vault and its simulated keys. */
export function practiceHandlers(queue: CallQueue, practice: Practice): Pick<Handlers, 'practice.start' | 'practice.touch'> {
  return {
    'practice.start': queue.quietly(() => practice.start()),
    'practice.touch': (input) => practice.touch(input),
  };
}
