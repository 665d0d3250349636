/** Makes the first charter of a vault from the founders' draft and the keys and shares that the strongroom sealed. */
import { AppError } from '../../shared/base/app-error.ts';
import type { StrongroomCalls } from '../../shared/contract/strongroom-calls.ts';
import type { Rule, Threshold } from '../../shared/domain/rule.ts';
import type { Charter, CharterCompartment, CharterMember } from '../../shared/format/charter-form.ts';
import { passphraseForm } from '../../shared/format/passphrase.ts';
import { readWrap } from '../../shared/format/wrap.ts';
import type { FoundingDraft } from '../session/founding-draft.ts';

type Sealed = StrongroomCalls['found.seal']['output'];

/**
 * Version 1 of the charter. `decoys`: for each decoy compartment its id and the id of the real one that it copies; `now` in UTC
 * milliseconds. Throws `internal` when a compartment has no shares.
 */
export function charterOf(input: {
  draft: FoundingDraft;
  decoys: readonly { readonly id: string; readonly of: string }[];
  sealed: Sealed;
  vault: string;
  practice: boolean;
  now: number;
}): Charter {
  const { draft, decoys, sealed, vault, practice, now } = input;
  const real = draft.compartments.map((one) => compartmentOf(one, sealed, null, one.id));
  const drills = decoys.map(({ id, of }) => {
    const twin = draft.compartments.find((one) => one.id === of);
    if (twin === undefined) throw new AppError('internal', 'a decoy of no compartment');
    return compartmentOf({ ...twin, name: `${twin.name} (decoy)`.slice(0, 200), summary: 'Decoys for drills' }, sealed, of, id);
  });
  return {
    v: 1,
    suite: 1,
    vault,
    name: draft.name,
    kind: practice ? 'practice' : 'real',
    version: 1,
    previous: null,
    createdAt: now,
    members: draft.members.map(memberOf),
    directory: { generation: 1, sealed: sealed.directory },
    compartments: [...real, ...drills],
    amendment: amendmentOf(draft),
    overrides: draft.compartments.flatMap(({ id, override }) => (override === null ? [] : [{ compartment: id, sentence: override }])),
  };
}

function compartmentOf(one: FoundingDraft['compartments'][number], sealed: Sealed, decoyOf: string | null, id: string): CharterCompartment {
  const issued = sealed.compartments.find((candidate) => candidate.id === id);
  if (issued === undefined || one.rule.kind !== 'threshold') throw new AppError('internal', 'a compartment without shares');
  const { name, summary, policy } = one;
  return {
    id,
    name,
    summary,
    kind: decoyOf === null ? 'real' : 'decoy',
    decoyOf,
    publicKey: issued.publicKey,
    rule: one.rule,
    policy,
    generation: 1,
    shares: issued.shares.map(({ path, member, commitment, sealed: share }) => ({ path, member, commitment, sealed: share })),
  };
}

function memberOf(one: FoundingDraft['members'][number]): CharterMember {
  const { id, name, roles, kemPublicKey, signingPublicKey, parameters, keys } = one;
  if (kemPublicKey === null || signingPublicKey === null)
    throw new AppError('founding.key_missing', 'a member without a key', { detail: { member: name } });
  return {
    id,
    name,
    roles,
    kemPublicKey,
    signingPublicKey,
    passphrase: parameters === null ? null : passphraseForm.parse(JSON.parse(parameters)),
    keys: keys.map((key) => ({ ...key, wrap: readWrap(key.wrap) })),
  };
}

/** More than half of the custodians change the charter: fewer could be outvoted, all could be locked out by one loss. */
function amendmentOf(draft: FoundingDraft): Threshold {
  const custodians = draft.members.filter(({ roles }) => roles.includes('custodian'));
  const of: readonly Rule[] = custodians.map(({ id }) => ({ kind: 'member', member: id }));
  return { kind: 'threshold', name: '', need: Math.floor(custodians.length / 2) + 1, of };
}
