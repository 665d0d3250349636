import { type Bytes, fromBase64url, toBase64url } from '../../../shared/base/bytes.ts';
import type { Random } from '../../../shared/crypto/random.ts';
import type { KemKeyPair } from '../../../shared/crypto/xwing.ts';
import type { Role } from '../../../shared/domain/member.ts';
import { DEFAULT_POLICY } from '../../../shared/domain/policy.ts';
import type { Threshold } from '../../../shared/domain/rule.ts';
import { encodeCharter } from '../../../shared/format/charter.ts';
import type { Charter, CharterCompartment, CharterMember } from '../../../shared/format/charter-form.ts';
import { type CharterSignature, signCharter } from '../../../shared/format/charter-signature.ts';
import { sealDirectoryKey } from '../../../shared/format/directory-key.ts';
import { compartmentKeys, type MemberKeys, memberKeys } from '../../../shared/format/identity.ts';
import { makeId } from '../../../shared/format/ids.ts';
import { splitSeed } from '../../../shared/format/share-set.ts';
import { wrapSeed } from '../../../shared/format/wrap.ts';
import { seededRandom } from '../base/seeded-random.ts';

/** A member with everything that a test may need, secrets included. */
export interface SamplePerson {
  readonly id: string;
  readonly name: string;
  readonly seed: Bytes;
  readonly keys: MemberKeys;
  /** The PRF output of the member's one security key, and that key's id. */
  readonly prfOutput: Bytes;
  readonly key: string;
}

export interface SampleCompartment {
  readonly id: string;
  readonly seed: Bytes;
  readonly keys: KemKeyPair;
  readonly rule: Threshold;
}

/** A founded vault, real in all its parts, from one seed; only Shamir's own randomness differs from run to run. */
export interface SampleVault {
  readonly vault: string;
  readonly people: readonly SamplePerson[];
  readonly compartments: readonly SampleCompartment[];
  readonly directoryKey: Bytes;
  readonly charter: Charter;
  readonly bytes: Bytes;
  readonly signatures: readonly CharterSignature[];
  readonly random: Random;
}

export const FOUNDED_AT = Date.UTC(2026, 10, 25, 1, 32, 11, 123);
const NAMES = ['Mara Okafor', 'Jonas Weiß', 'Aiko Tanaka', 'Omar Haddad', 'Lena Schmid'];

export function any(need: number, ...members: readonly string[]): Threshold {
  return { kind: 'threshold', name: '', need, of: members.map((member) => ({ kind: 'member', member })) };
}

function makePerson(vault: string, name: string, random: Random): SamplePerson {
  const id = makeId('member', random);
  const seed = random(32);
  return { id, name, seed, keys: memberKeys(seed, { vault, member: id }), prfOutput: random(32), key: toBase64url(random(48)) };
}

function memberEntry(vault: string, person: SamplePerson, roles: readonly Role[], random: Random): CharterMember {
  const place = { vault, member: person.id, key: person.key };
  return {
    id: person.id,
    name: person.name,
    roles,
    kemPublicKey: toBase64url(person.keys.kem.publicKey),
    signingPublicKey: toBase64url(person.keys.signing.publicKey),
    passphrase: null,
    keys: [
      {
        id: person.key,
        label: '1',
        kind: 'fido2',
        publicKey: toBase64url(random(77)),
        transports: ['usb'],
        aaguid: '00000000-0000-0000-0000-000000000000',
        wrap: wrapSeed({ seed: person.seed, secrets: { prfOutput: person.prfOutput, passphraseKey: null }, place, random }),
      },
    ],
  };
}

/** `rules` makes each real compartment's rule from the members' ids; each compartment gets a decoy with the same rule. */
export async function sampleVault(options: {
  seed: string;
  members?: number;
  rules?: readonly ((members: readonly string[]) => Threshold)[];
  decoys?: 'with' | 'without';
}): Promise<SampleVault> {
  const random = seededRandom(options.seed);
  const vault = makeId('vault', random);
  const people = NAMES.slice(0, options.members ?? 3).map((name) => makePerson(vault, name, random));
  const ids = people.map(({ id }) => id);
  const rules = (options.rules ?? [(all) => any(2, ...all)]).map((make) => make(ids));
  const compartments: SampleCompartment[] = [];
  const entries: CharterCompartment[] = [];

  async function add(name: string, rule: Threshold, decoyOf: string | null): Promise<string> {
    const id = makeId('compartment', random);
    const seed = random(32);
    const keys = compartmentKeys(seed, { vault, compartment: id });
    const shares = await splitSeed({
      seed,
      rule,
      place: { vault, compartment: id, generation: 1 },
      kemPublicKeyOf: (member) => people.find((person) => person.id === member)?.keys.kem.publicKey,
      random,
    });
    compartments.push({ id, seed, keys, rule });
    const kind = decoyOf === null ? 'real' : 'decoy';
    const publicKey = toBase64url(keys.publicKey);
    entries.push({ id, name, summary: 'Core routers', kind, decoyOf, publicKey, rule, policy: DEFAULT_POLICY, generation: 1, shares });
    return id;
  }

  for (const [i, rule] of rules.entries()) {
    const real = await add(`Network ${i + 1}`, rule, null);
    if (options.decoys !== 'without') await add(`Network ${i + 1} (drill)`, rule, real);
  }
  const directoryKey = random(32);
  const charter: Charter = {
    v: 1,
    suite: 1,
    vault,
    name: 'North ring',
    kind: 'real',
    version: 1,
    previous: null,
    createdAt: FOUNDED_AT,
    members: people.map((person) => memberEntry(vault, person, ['custodian', 'operator', 'steward'], random)),
    directory: {
      generation: 1,
      sealed: people.map(({ id, keys }) => ({
        member: id,
        sealed: sealDirectoryKey({
          key: directoryKey,
          kemPublicKey: keys.kem.publicKey,
          place: { vault, member: id, generation: 1 },
          random,
        }),
      })),
    },
    compartments: entries,
    amendment: any(Math.min(2, ids.length), ...ids),
    overrides: [],
  };
  const bytes = encodeCharter(charter);
  return { vault, people, compartments, directoryKey, charter, bytes, signatures: signAll(bytes, vault, people), random };
}

export function signAll(bytes: Bytes, vault: string, people: readonly SamplePerson[]): CharterSignature[] {
  return people.map(({ id, keys }) => signCharter({ bytes, vault, member: id, signingSecretKey: keys.signing.secretKey }));
}

/** The element at `index`, which the test knows to be there. */
export function at<T>(list: readonly T[], index: number): T {
  const element = list.at(index);
  if (element === undefined) throw new Error(`nothing at ${index}`);
  return element;
}

/** base64url with one bit changed, still canonical and of the same length. */
export function flipped(text: string, byte = 0): string {
  const bytes = fromBase64url(text);
  bytes[byte] = (bytes[byte] ?? 0) ^ 1;
  return toBase64url(bytes);
}
