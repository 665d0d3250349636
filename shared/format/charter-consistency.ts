import { AppError } from '../base/app-error.ts';
import { ROLES } from '../domain/member.ts';
import { policyFaults } from '../domain/policy-check.ts';
import { ruleLeaves } from '../domain/rule.ts';
import { checkRule } from '../domain/rule-check.ts';
import type { Charter, CharterCompartment, CharterMember } from './charter-form.ts';
import { checkPassphraseParameters } from './passphrase.ts';
import { pathText } from './rule-form.ts';
import { nameKey } from './text.ts';

function inconsistent(what: string, where: string): AppError {
  return new AppError('charter.inconsistent', `${where}: ${what}`, { detail: { what, where } });
}

function requireDistinct(values: readonly string[], what: string, where: string): void {
  if (new Set(values).size !== values.length) throw inconsistent(`${what} used twice`, where);
}

function checkMember(member: CharterMember, kind: Charter['kind']): void {
  const ordered = ROLES.filter((role) => member.roles.includes(role));
  if (ordered.join() !== member.roles.join()) throw inconsistent('roles twice or out of order', member.id);
  if (member.passphrase !== null) checkPassphraseParameters(member.passphrase);
  requireDistinct(
    member.keys.map((key) => nameKey(key.label)),
    'a key label',
    member.id,
  );
  const keyKind = kind === 'real' ? 'fido2' : 'simulated';
  for (const key of member.keys) {
    if (key.kind !== keyKind) throw inconsistent(`a ${key.kind} key in a ${kind} vault`, member.id);
    if (key.wrap.passphrase !== (member.passphrase !== null)) throw inconsistent('a wrap that disagrees about the passphrase', member.id);
  }
}

function checkMembers({ members, kind, directory }: Charter): void {
  const one = (read: (member: CharterMember) => string, what: string): void => requireDistinct(members.map(read), what, 'members');
  one((member) => member.id, 'an id');
  one((member) => nameKey(member.name), 'a name');
  one((member) => member.kemPublicKey, 'a KEM key');
  one((member) => member.signingPublicKey, 'a signing key');
  const keys = members.flatMap((member) => member.keys);
  requireDistinct(
    keys.map((key) => key.id),
    'a security key',
    'members',
  );
  for (const member of members) checkMember(member, kind);
  const sealedTo = directory.sealed.map((entry) => entry.member);
  if (sealedTo.join() !== members.map((member) => member.id).join()) {
    throw inconsistent('the directory key is not sealed to every member in order', 'directory');
  }
}

function checkShares({ id, rule, shares }: CharterCompartment): void {
  const wanted = ruleLeaves(rule);
  if (wanted.length !== shares.length) throw inconsistent('as many shares as its rule has members', id);
  wanted.forEach((leaf, i) => {
    const share = shares[i];
    if (share === undefined || share.member !== leaf.member || pathText(share.path) !== pathText(leaf.path)) {
      throw inconsistent(`no share for the rule's member at ${pathText(leaf.path)}`, id);
    }
  });
}

function checkCompartment(compartment: CharterCompartment, charter: Charter): void {
  const { id, kind, decoyOf, rule, policy } = compartment;
  checkRule(rule, charter.members);
  const [fault] = policyFaults(policy);
  if (fault !== undefined) throw new AppError(fault.code, `the policy of ${id}`, { detail: fault.detail });
  checkShares(compartment);
  if ((kind === 'real') !== (decoyOf === null)) throw inconsistent('a decoy names its real twin, and only a decoy does', id);
  if (decoyOf === null) return;
  const twin = charter.compartments.find((other) => other.id === decoyOf);
  if (twin?.kind !== 'real') throw inconsistent('a decoy without its real twin', id);
}

function checkCompartments(charter: Charter): void {
  const { compartments, overrides } = charter;
  const one = (read: (compartment: CharterCompartment) => string, what: string): void =>
    requireDistinct(compartments.map(read), what, 'compartments');
  one((compartment) => compartment.id, 'an id');
  one((compartment) => nameKey(compartment.name), 'a name');
  one((compartment) => compartment.publicKey, 'a key');
  for (const compartment of compartments) checkCompartment(compartment, charter);
  for (const { compartment } of overrides) {
    if (!compartments.some(({ id }) => id === compartment)) throw inconsistent('an override of an unknown compartment', compartment);
  }
}

/** Throws `charter.inconsistent`, `rule.*`, `policy.*` or `crypto.bad_parameters` where a well-formed charter contradicts itself (FORMAT.md §6). */
export function checkConsistency(charter: Charter): void {
  if ((charter.version === 1) !== (charter.previous === null)) {
    throw inconsistent('version 1 and no other has nothing before it', 'previous');
  }
  checkMembers(charter);
  checkCompartments(charter);
  checkRule(charter.amendment, charter.members);
}
