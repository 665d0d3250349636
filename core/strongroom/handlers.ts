/** The strongroom's calls, each to the part that answers it. */
import type { StrongroomCall, StrongroomCalls } from '../../shared/contract/strongroom-calls.ts';
import { fileOf, oneTimeCodeOf, outlineOf, plainField, revealField, sampleCredential, storeCredential } from './credentials.ts';
import { readDirectory, writeDirectory } from './directory.ts';
import { FoundingSecrets } from './founding.ts';
import { ShareGathering } from './gathering.ts';
import { Imports } from './imports.ts';
import { openOwnShares } from './shares.ts';
import { StrongroomState } from './strongroom-state.ts';

export type StrongroomHandlers = {
  readonly [Name in StrongroomCall]: (
    input: StrongroomCalls[Name]['input'],
  ) => StrongroomCalls[Name]['output'] | Promise<StrongroomCalls[Name]['output']>;
};

/** A new, empty strongroom. Call after `cryptoReady`. */
export function createStrongroom(): StrongroomHandlers {
  const state = new StrongroomState();
  const founding = new FoundingSecrets(state);
  const gathering = new ShareGathering(state);
  const imports = new Imports(state);
  return {
    'envelope.key': () => state.envelopes.issue(),
    'charter.use': ({ bytes }) => {
      state.useCharter(bytes);
      return {};
    },

    'found.member': (input) => founding.member(input),
    'found.holds': (input) => founding.holds(input),
    'found.first': (input) => founding.first(input),
    'found.wrap': (input) => founding.wrap(input),
    'found.unwrap': (input) => founding.unwrap(input),
    'found.seal': (input) => founding.seal(input),
    'found.sign': (input) => founding.sign(input),

    'member.unlock': async (input) => {
      const keys = await state.unlock(input);
      state.openDirectory(input.member, keys);
      state.desk.set(input.member, keys);
      return {};
    },
    'member.forget': ({ member }) => {
      state.desk.delete(member);
      return {};
    },
    prove: async (input) => ({ shares: openOwnShares(state, input.member, await state.unlock(input), (_, share) => share.value.fill(0)) }),
    contribute: (input) => gathering.contribute(input),
    open: (input) => gathering.combine(input),

    'directory.read': (input) => readDirectory(state, input),
    'directory.write': (input) => writeDirectory(state, input),

    'credential.store': (input) => storeCredential(state, input),
    'credential.sample': (input) => sampleCredential(state, input),
    'credential.outline': (input) => outlineOf(state, input),
    'credential.reveal': (input) => revealField(state, input),
    'credential.plain': (input) => plainField(state, input),
    'credential.code': (input) => oneTimeCodeOf(state, input),
    'credential.file': (input) => fileOf(state, input),

    'import.read': (input) => imports.read(input),
    'import.seal': (input) => imports.seal(input),
  };
}
