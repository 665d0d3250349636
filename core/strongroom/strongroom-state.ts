/** All that the strongroom holds, in one place: when the process ends, this is what is gone. */
import { randomBytes } from 'node:crypto';
import { AppError } from '../../shared/base/app-error.ts';
import { type Bytes, copyOf, fromBase64url } from '../../shared/base/bytes.ts';
import type { SealedEnvelope } from '../../shared/contract/strongroom-calls.ts';
import type { KemKeyPair } from '../../shared/crypto/xwing.ts';
import { parseCharter } from '../../shared/format/charter.ts';
import type { Charter, CharterCompartment, CharterKey, CharterMember } from '../../shared/format/charter-form.ts';
import { openDirectoryKey } from '../../shared/format/directory-key.ts';
import { type MemberKeys, memberKeys } from '../../shared/format/identity.ts';
import { type PassphraseParameters, passphraseKey } from '../../shared/format/passphrase.ts';
import { unwrapSeed, type Wrap } from '../../shared/format/wrap.ts';
import { Envelopes, type TouchSecrets } from './envelopes.ts';

/** The operating system's generator; in a child process of ours it is the only one. */
export function random(length: number): Bytes {
  return copyOf(randomBytes(length));
}

export class StrongroomState {
  readonly envelopes = new Envelopes();
  /** Members at the desk. */
  readonly desk = new Map<string, MemberKeys>();
  /** The compartments that stand open. */
  readonly open = new Map<string, KemKeyPair>();
  directoryKey: Bytes | null = null;
  #charter: { readonly value: Charter; readonly bytes: Bytes } | null = null;

  useCharter(bytes: Uint8Array): void {
    this.#charter = { value: parseCharter(bytes), bytes: copyOf(bytes) };
  }

  /** Throws `strongroom.not_ready` before a charter is in use. */
  charter(): Charter {
    return this.#inUse().value;
  }

  charterBytes(): Bytes {
    return this.#inUse().bytes;
  }

  #inUse(): { readonly value: Charter; readonly bytes: Bytes } {
    if (this.#charter === null) throw new AppError('strongroom.not_ready', 'no charter is in use');
    return this.#charter;
  }

  member(id: string): CharterMember {
    const member = this.charter().members.find((candidate) => candidate.id === id);
    if (member === undefined) throw new AppError('key.wrong_member', 'the charter has no such member');
    return member;
  }

  compartment(id: string): CharterCompartment {
    const compartment = this.charter().compartments.find((candidate) => candidate.id === id);
    if (compartment === undefined) throw new AppError('deposit.unknown_compartment', 'the charter has no such compartment');
    return compartment;
  }

  /** The key pairs of a member of the charter in use, from one touch. Throws `key.*`. */
  async unlock(touched: { member: string; key: string; envelope: SealedEnvelope }): Promise<MemberKeys> {
    const member = this.member(touched.member);
    const key: CharterKey | undefined = member.keys.find((candidate) => candidate.id === touched.key);
    if (key === undefined) throw new AppError('key.removed', 'this key is not of this member', { detail: { member: member.name } });
    const secrets = await this.envelopes.openTouch(touched.envelope);
    const vault = this.charter().vault;
    const place = { vault, member: member.id, key: key.id };
    const seed = await seedUnder(key.wrap, secrets, member.passphrase, place);
    try {
      return memberKeys(seed, place);
    } finally {
      seed.fill(0);
      secrets.prf.fill(0);
    }
  }

  /** The directory opens with any member's key; once open it stays so until this process ends. */
  openDirectory(member: string, keys: MemberKeys): void {
    if (this.directoryKey !== null) return;
    const { directory, vault } = this.charter();
    const mine = directory.sealed.find((one) => one.member === member);
    if (mine === undefined) throw new AppError('key.wrong_member', 'the directory is not sealed to this member');
    const place = { vault, member, generation: directory.generation };
    this.directoryKey = openDirectoryKey({ sealed: mine.sealed, kemSecretKey: keys.kem.secretKey, place });
  }

  /** Throws `desk.closed` when nobody has unlocked the directory. */
  directory(): { readonly key: Bytes; readonly vault: string } {
    if (this.directoryKey === null) throw new AppError('desk.closed', 'nobody has unlocked the directory');
    return { key: this.directoryKey, vault: this.charter().vault };
  }

  depositor(member: string): MemberKeys {
    const keys = this.desk.get(member);
    if (keys === undefined) throw new AppError('desk.closed', 'this member is not at the desk');
    return keys;
  }
}

/** A member seed out of its wrap. Throws `key.did_not_unwrap` and `key.wrong_passphrase`. */
export async function seedUnder(
  wrap: Wrap,
  secrets: TouchSecrets,
  parameters: PassphraseParameters | null,
  place: { vault: string; member: string; key: string },
): Promise<Bytes> {
  const { passphrase, prf } = secrets;
  const derived = passphrase !== null && parameters !== null ? await passphraseKey(passphrase, parameters) : null;
  return unwrapSeed({ wrap, secrets: { prfOutput: prf, passphraseKey: derived }, place });
}

/** The COSE and KEM keys of the charter are base64url. */
export function publicKeyBytes(text: string): Bytes {
  return fromBase64url(text);
}
