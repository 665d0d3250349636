import type { Page } from '@playwright/test';
import type { InputIn, NameIn, OutputIn, Reply } from '../../../shared/contract/call.ts';
import type { sampleCalls } from '../sample-app/calls.ts';

type Table = typeof sampleCalls;

/** What the page's script sees of the bridge. */
export interface PageBridge {
  call(name: unknown, input: unknown): Promise<Reply<unknown>>;
  on(name: string, listener: (value: unknown) => void): () => void;
}

/** A page's window, to the scripts that tests run in it. The renderer has its own, narrower, word for it. */
export interface PageWindow {
  readonly halligan: PageBridge;
}

/** Calls the sample app from its page, as the page's own scripts would. Throws for a refusal. */
export async function ask<Name extends NameIn<Table>>(page: Page, name: Name, input: InputIn<Table, Name>): Promise<OutputIn<Table, Name>> {
  const reply = await page.evaluate(([name, input]) => (window as unknown as PageWindow).halligan.call(name, input), [
    name,
    input,
  ] as const);
  if (!reply.ok) throw new Error(`${name}: ${reply.code} ${reply.message}`);
  return reply.value as OutputIn<Table, Name>; // the server has parsed it with the table's schema
}

/** Calls it with anything, and gives the reply as it comes. */
export function askAnything(page: Page, name: unknown, input: unknown): Promise<Reply<unknown>> {
  return page.evaluate(([name, input]) => (window as unknown as PageWindow).halligan.call(name, input), [name, input] as const);
}

/** What the border has reported, as "kind what". */
export async function refusals(page: Page): Promise<string[]> {
  return (await ask(page, 'sample.refusals', {})).refusals.map(({ kind, what }) => `${kind} ${what}`);
}
