import type { Handlers } from '../../shared/contract/handlers.ts';
import type { CallQueue } from '../session/call-queue.ts';
import type { VaultOpener } from '../vault/open-vault.ts';
import type { Foundings } from './foundings.ts';
import type { Rehearsal } from './rehearsal.ts';

/** The calls of a founding, from its name to its rehearsal. */
export function foundingHandlers(
  queue: CallQueue,
  { foundings, rehearsal, opener }: { readonly foundings: Foundings; readonly rehearsal: Rehearsal; readonly opener: VaultOpener },
): Pick<Handlers, Extract<keyof Handlers, `founding.${string}`>> {
  return {
    'founding.start': queue.inTurn(async (input) => ({ started: await foundings.start(input) })),
    'founding.name': queue.quietly(({ name, passphrase }) => foundings.name(name, passphrase)),
    'founding.members': queue.quietly(({ members }) => foundings.members(members)),
    'founding.forgetKey': queue.quietly(({ member, key }) => foundings.forgetKey(member, key)),
    'founding.compartments': queue.quietly(({ compartments }) => foundings.compartments(compartments)),
    'founding.go': queue.quietly(({ step }) => foundings.go(step)),
    'founding.leave': queue.quietly(() => rehearsal.leave(opener)),
    'founding.discard': queue.quietly(() => foundings.discard()),
    'founding.rehearse': queue.quietly(({ operator }) => rehearsal.begin(operator)),
  };
}
