import { AppError } from '../../shared/base/app-error.ts';
import { calls } from '../../shared/contract/calls.ts';
import type { CallInput, CallName, CallOutput } from '../../shared/contract/handlers.ts';
import { bridge } from './bridge.ts';

/**
 * Asks main for one thing of the table. Resolves to the parsed value; rejects with an `AppError`: main's own code, or
 * `call.bad_output` when the answer is not what the table says, or `call.not_now` when there is no main to ask.
 */
export async function ask<Name extends CallName>(name: Name, input: CallInput<Name>): Promise<CallOutput<Name>> {
  const main = bridge();
  if (main === null) throw new AppError('call.not_now', 'no bridge to main');
  const reply = await main.call(name, input);
  if (!reply.ok) throw new AppError(reply.code, reply.message, { detail: reply.detail });
  const parsed = calls[name].output.safeParse(reply.value);
  if (!parsed.success) throw new AppError('call.bad_output', `${name}: ${parsed.error.message}`);
  // The table ties each name to its schema; TypeScript does not carry that through an index.
  return parsed.data as CallOutput<Name>;
}
