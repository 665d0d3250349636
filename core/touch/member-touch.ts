/** The parts that all touches of an enrolled member share: one get with any of their keys, and the passphrase if one is set. */
import { AppError } from '../../shared/base/app-error.ts';
import type { Bytes } from '../../shared/base/bytes.ts';
import type { ShareOutcome } from '../../shared/contract/strongroom-calls.ts';
import type { CharterKey, CharterMember } from '../../shared/format/charter-form.ts';
import type { Person } from '../../shared/log/leaf/entry.ts';
import { acting } from '../session/acting.ts';
import type { Session, SessionInForce } from '../session/session.ts';
import type { KeyStepAsked, LabelledKey, OthersKey } from './touch-flow.ts';

/** Throws `key.wrong_member` for someone the charter does not know. */
export function memberOf(session: SessionInForce, id: string): CharterMember {
  const member = session.member(id);
  if (member === null) throw new AppError('key.wrong_member', 'the charter has no such member');
  return member;
}

/** One get. Throws `key.wrong_member` for someone the charter does not know. */
export function touchOf(session: SessionInForce, id: string, challenge: Bytes): KeyStepAsked {
  const member = memberOf(session, id);
  return {
    op: 'get',
    say: 'touch',
    member: member.id,
    memberName: member.name,
    challenge,
    allow: member.keys,
    others: keysOfOthers(session.charter.value.members, member.id),
    passphrase: member.passphrase === null ? 'none' : 'ask',
  };
}

/** The keys of everyone but this member. */
export function keysOfOthers(
  members: readonly { readonly id: string; readonly name: string; readonly keys: readonly LabelledKey[] }[],
  member: string,
): OthersKey[] {
  return members.filter(({ id }) => id !== member).flatMap(({ name, keys }) => keys.map((key) => ({ ...key, owner: name })));
}

/** The names that an entry about a refused touch gives: who should have touched and, for somebody else's key, its owner. */
export function whom(session: Session, member: string, owner: string | null): Record<string, string> {
  return { member: session.nameOf(member), ...(owner === null ? {} : { owner }) };
}

/** How an entry names someone who touched a key: with PIN or fingerprint, and with the passphrase where one is set. */
export function touched(member: CharterMember, role: Person['role'], key: CharterKey | { readonly id: string }): Person {
  const kind = member.keys.find(({ id }) => id === key.id)?.kind;
  const means = kind === 'simulated' ? ['simulated'] : ['key', 'pin'];
  return acting(member.id, role, key.id, member.passphrase === null ? means : [...means, 'passphrase']);
}

/** The facts of a share that did not open: whose it is, which key was touched, which set is in force. */
export function faultDetail(
  session: SessionInForce,
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
