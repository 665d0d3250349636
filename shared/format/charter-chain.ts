import { AppError } from '../base/app-error.ts';
import { isSatisfied } from '../domain/rule-satisfied.ts';
import { charterHash, parseCharter } from './charter.ts';
import type { Charter, CharterCompartment } from './charter-form.ts';
import { type CharterSignature, verifyCharterSignature } from './charter-signature.ts';

/** A charter as it is stored. */
export interface SignedCharter {
  readonly bytes: Uint8Array;
  readonly signatures: readonly CharterSignature[];
}

/** Checks every signature, with the key that `keyOf` knows for its member, and returns who signed. */
function signersOf(signed: SignedCharter, vault: string, keyOf: (member: string) => string | undefined): ReadonlySet<string> {
  const signers = new Set<string>();
  for (const signature of signed.signatures) {
    const signingPublicKey = keyOf(signature.member);
    if (signingPublicKey === undefined || signers.has(signature.member)) {
      throw new AppError('charter.bad_signature', 'signed by nobody that it knows, or twice', { detail: { member: signature.member } });
    }
    verifyCharterSignature({ bytes: signed.bytes, vault, signature, signingPublicKey });
    signers.add(signature.member);
  }
  return signers;
}

function signingKeyIn(charter: Charter, member: string): string | undefined {
  return charter.members.find(({ id }) => id === member)?.signingPublicKey;
}

/**
 * The charter of a founding: version 1, signed by all its members and nobody else. Throws as `parseCharter`, and
 * `charter.wrong_version`, `charter.bad_signature`, `charter.not_enough_signers` (detail `missing`: how many).
 */
export function verifyFounding(signed: SignedCharter): Charter {
  const charter = parseCharter(signed.bytes);
  if (charter.version !== 1) {
    throw new AppError('charter.wrong_version', 'a chain begins with version 1', { detail: { version: charter.version, expected: 1 } });
  }
  const signers = signersOf(signed, charter.vault, (member) => signingKeyIn(charter, member));
  const missing = charter.members.length - signers.size;
  if (missing > 0) throw new AppError('charter.not_enough_signers', 'founding is signed by all', { detail: { missing, version: 1 } });
  return charter;
}

function checkSets(before: readonly CharterCompartment[], after: readonly CharterCompartment[]): void {
  for (const old of before) {
    const now = after.find(({ publicKey }) => publicKey === old.publicKey);
    if (now === undefined) continue;
    const changed = JSON.stringify(now.shares) !== JSON.stringify(old.shares);
    if (now.generation < old.generation || (changed && now.generation === old.generation)) {
      throw new AppError('charter.broken_chain', 'new shares have a new and higher generation', { detail: { compartment: now.id } });
    }
  }
}

/**
 * The charter that follows `previous`, which holds already. Its signers from `previous` satisfy that charter's amendment
 * rule; newcomers may sign too, and count for nothing yet. Throws as `parseCharter`, and `charter.wrong_vault`,
 * `charter.wrong_version`, `charter.broken_chain`, `charter.bad_signature`, `charter.not_enough_signers`.
 */
export function verifySuccessor(previous: { bytes: Uint8Array; charter: Charter }, next: SignedCharter): Charter {
  const before = previous.charter;
  const charter = parseCharter(next.bytes);
  if (charter.vault !== before.vault || charter.kind !== before.kind) {
    throw new AppError('charter.wrong_vault', 'a charter of another vault');
  }
  const expected = before.version + 1;
  if (charter.version !== expected) {
    throw new AppError('charter.wrong_version', 'versions follow one by one', { detail: { version: charter.version, expected } });
  }
  if (charter.previous !== charterHash(previous.bytes)) {
    throw new AppError('charter.broken_chain', 'this charter follows another one', { detail: { version: charter.version } });
  }
  checkSets(before.compartments, charter.compartments);
  const signers = signersOf(next, charter.vault, (member) => signingKeyIn(before, member) ?? signingKeyIn(charter, member));
  if (!isSatisfied(before.amendment, signers)) {
    throw new AppError('charter.not_enough_signers', 'the amendment rule in force is not satisfied', {
      detail: { version: charter.version },
    });
  }
  return charter;
}

/**
 * All versions, oldest first, of a chain that begins at the founding; the last is in force. Throws as `verifyFounding`
 * and `verifySuccessor`, and `charter.broken_chain` for no charter at all. Not promised: that no later version exists.
 */
export function verifyChain(chain: readonly SignedCharter[]): readonly Charter[] {
  const [founding, ...later] = chain;
  if (founding === undefined) throw new AppError('charter.broken_chain', 'a vault without a charter', { detail: { version: 0 } });
  let previous = { bytes: founding.bytes, charter: verifyFounding(founding) };
  const charters = [previous.charter];
  for (const next of later) {
    previous = { bytes: next.bytes, charter: verifySuccessor(previous, next) };
    charters.push(previous.charter);
  }
  return charters;
}
