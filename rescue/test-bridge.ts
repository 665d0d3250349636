import type { Cdp } from './cdp.ts';
import { admitGuest } from './cdp-guest.ts';
import type { PipeMessage } from './protocol.ts';

/** What the tests' fixture hears: that the window is there, DevTools messages, results of functions that it ran here. */
export type ToTests =
  | { readonly ready: { readonly browser: number; readonly folder: string } }
  | { readonly cdp: PipeMessage }
  | { readonly ran: { readonly id: number; readonly value?: unknown; readonly error?: string } };

/** What it says. */
export type FromTests =
  | { readonly cdp: PipeMessage }
  | { readonly run: { readonly id: number; readonly source: string; readonly arg: unknown } };

let standIn: unknown = null;

/** Sets what the functions of tests get as their first argument: the stand-in, as Playwright hands over Electron's module. */
export function testsSee(module: unknown): void {
  standIn = module;
}

/**
 * The tests' way in: only where the parent process asked for it (`HALLIGAN_TEST=1`) and opened a channel to this process.
 * Without both there is nothing to reach from outside.
 */
export function admitTests(cdp: Cdp, ready: { browser: number; folder: string }): void {
  if (process.env['HALLIGAN_TEST'] !== '1' || process.send === undefined) return;
  const say = (message: ToTests): void => {
    if (process.connected) process.send?.(message);
  };
  const guest = admitGuest(cdp, (message) => say({ cdp: message }));
  process.on('message', (message: FromTests) => {
    if ('cdp' in message) void guest.then((joined) => joined.send(message.cdp));
    else void run(message.run.source, message.run.arg).then((result) => say({ ran: { id: message.run.id, ...result } }));
  });
  void guest.then(() => say({ ready }));
}

async function run(source: string, arg: unknown): Promise<{ value: unknown } | { error: string }> {
  try {
    const made: unknown = new Function(`return (${source})`)();
    return { value: await (made as (module: unknown, arg: unknown) => unknown)(standIn, arg) };
  } catch (error) {
    return { error: error instanceof Error ? error.message : String(error) };
  }
}
