import type { Handlers } from '../../shared/contract/handlers.ts';
import type { CallQueue } from '../session/call-queue.ts';
import type { Deposits } from './deposits.ts';
import type { Desk } from './desk.ts';
import { directoryRows } from './directory-rows.ts';

type DeskCall = Extract<
  keyof Handlers,
  `desk.${string}` | `directory.${string}` | `deposit.${string}` | `import.${string}` | `playbook.${string}`
>;

/** The calls of the desk: the directory, deposits, imports and playbooks. */
export function deskHandlers(
  queue: CallQueue,
  { desk, deposits }: { readonly desk: Desk; readonly deposits: Deposits },
): Pick<Handlers, DeskCall> {
  return {
    'desk.leave': queue.quietly(() => desk.leave()),
    'directory.list': ({ text, compartment, offset, limit }) => {
      const { session } = desk.requireAtDesk(null);
      const real = new Set(session.charter.value.compartments.filter(({ kind }) => kind === 'real').map(({ id }) => id));
      const found = desk
        .titles()
        .search(text, (title) => real.has(title.compartment) && (compartment === null || title.compartment === compartment));
      return { total: found.length, rows: directoryRows(session, found.slice(offset, offset + limit)) };
    },
    'directory.systems': () => ({ systems: desk.titles().systems() }),
    'deposit.store': queue.inTurn((input) => deposits.store(input)),
    'deposit.pickFile': () => deposits.pickFile(),
    'import.pick': queue.inTurn(() => deposits.pickImport()),
    'import.confirm': queue.inTurn((input) => deposits.confirmImport(input)),
    'playbook.list': () => ({
      playbooks: desk
        .titles()
        .playbooks()
        .map(({ id, title, compartment, systems, steps }) => ({
          id,
          title,
          compartment,
          systems,
          steps: steps.map(({ text, detail }) => ({ text, detail })),
        })),
    }),
    'playbook.store': queue.quietly((input) => deposits.savePlaybook(input)),
  };
}
