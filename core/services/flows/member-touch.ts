/** What the touches of an enrolled member have in common: one get, with any of their keys, and the passphrase if set. */
import { AppError } from '../../../shared/base/app-error.ts';
import type { Bytes } from '../../../shared/base/bytes.ts';
import type { ShareOutcome } from '../../../shared/contract/strongroom-calls.ts';
import type { CharterKey, CharterMember } from '../../../shared/format/charter-form.ts';
import type { Person } from '../../../shared/log/entry.ts';
import { acting, type CharterInForce, type Session } from '../session.ts';
import type { Act } from '../touch-flow.ts';

type InForce = Session & { readonly charter: CharterInForce };

/** Throws `key.wrong_member` for someone the charter does not know. */
export function memberOf(session: InForce, id: string): CharterMember {
  const member = session.member(id);
  if (member === null) throw new AppError('key.wrong_member', 'the charter has no such member');
  return member;
}

export function touchOf(member: CharterMember, challenge: Bytes): Act {
  return {
    op: 'get',
    say: 'touch',
    member: member.id,
    challenge,
    allow: member.keys,
    passphrase: member.passphrase === null ? 'none' : 'ask',
  };
}

/** How an entry names someone who touched a key: with PIN or fingerprint, and with the passphrase where one is set. */
export function touched(member: CharterMember, role: Person['role'], key: CharterKey | { readonly id: string }): Person {
  const kind = member.keys.find(({ id }) => id === key.id)?.kind;
  const means = kind === 'simulated' ? ['simulated'] : ['key', 'pin'];
  return acting(member.id, role, key.id, member.passphrase === null ? means : [...means, 'passphrase']);
}

/** What to say of a fault: whose, with which key, which set. */
export function faultDetail(
  session: InForce,
  member: CharterMember,
  keyLabel: string,
  outcome: ShareOutcome,
): Record<string, string | number | boolean> {
  const compartment = session.compartment(outcome.compartment);
  return {
    ...outcome.fault?.detail,
    member: member.name,
    key: keyLabel,
    compartment: compartment?.name ?? '',
    inForce: compartment?.generation ?? 0,
  };
}
