import { Strongroom } from '../../core/session/strongroom-client.ts';
import type { StrongroomCall, StrongroomCalls } from '../../shared/contract/strongroom-calls.ts';

/** What was handed to strongrooms while it was kept: it reads no vault file, so what is not handed to it cannot be decrypted. */
export interface StrongroomLedger {
  readonly calls: readonly StrongroomCall[];
  /** How many sealed credentials went in. */
  readonly credentials: number;
}

/** Runs `work` and counts every call of every strongroom of this process meanwhile. */
export async function withLedger(work: () => Promise<unknown>): Promise<StrongroomLedger> {
  const { call } = Strongroom.prototype;
  const calls: StrongroomCall[] = [];
  let credentials = 0;
  Strongroom.prototype.call = function counted<Name extends StrongroomCall>(
    this: Strongroom,
    name: Name,
    input: StrongroomCalls[Name]['input'],
  ): Promise<StrongroomCalls[Name]['output']> {
    calls.push(name);
    if ('stored' in input) credentials += 1;
    return call.bind(this)(name, input);
  };
  try {
    await work();
  } finally {
    Strongroom.prototype.call = call;
  }
  return { calls, credentials };
}
