/** The strongroom's part in a founding: members' seeds, their wraps, the compartments' seeds and their shares. */
import { AppError } from '../../shared/base/app-error.ts';
import { type Bytes, equalBytes, fromBase64url, toBase64url } from '../../shared/base/bytes.ts';
import type { StrongroomCalls } from '../../shared/contract/strongroom-calls.ts';
import { wipe } from '../../shared/crypto/wipe.ts';
import { signCharter } from '../../shared/format/charter-signature.ts';
import { DIRECTORY_KEY_BYTES, sealDirectoryKey } from '../../shared/format/directory-key.ts';
import { compartmentKeys, memberKeys, SEED_BYTES } from '../../shared/format/identity.ts';
import { newPassphraseParameters, type PassphraseParameters, passphraseForm, passphraseKey } from '../../shared/format/passphrase.ts';
import { splitSeed } from '../../shared/format/share-set.ts';
import { readWrap, wrapSeed, writeWrap } from '../../shared/format/wrap.ts';
import type { TouchSecrets } from './envelopes.ts';
import { openOwnShares } from './shares.ts';
import { random, type StrongroomState, seedUnder } from './strongroom-state.ts';

type In<Name extends keyof StrongroomCalls> = StrongroomCalls[Name]['input'];
type Out<Name extends keyof StrongroomCalls> = StrongroomCalls[Name]['output'];

/** The first generation of shares and of the directory key. */
const FIRST_GENERATION = 1;
/** Characters. Guessing one still takes the key, its PIN and a touch, so length is all that is asked. */
const SHORTEST_PASSPHRASE = 8;

export class FoundingSecrets {
  readonly #state: StrongroomState;
  readonly #seeds = new Map<string, Bytes>();
  readonly #first = new Map<string, TouchSecrets>();

  constructor(state: StrongroomState) {
    this.#state = state;
  }

  member({ vault, member }: In<'found.member'>): Out<'found.member'> {
    const seed = random(SEED_BYTES);
    this.#seeds.set(member, seed);
    const keys = memberKeys(seed, { vault, member });
    return { kemPublicKey: keys.kem.publicKey, signingPublicKey: keys.signing.publicKey };
  }

  holds({ member }: In<'found.holds'>): Out<'found.holds'> {
    return { holds: this.#seeds.has(member) };
  }

  async first({ ticket, envelope }: In<'found.first'>): Promise<Record<string, never>> {
    this.#first.clear();
    this.#first.set(ticket, await this.#state.envelopes.openTouch(envelope));
    return {};
  }

  async wrap(input: In<'found.wrap'>): Promise<Out<'found.wrap'>> {
    const { ticket, vault, member, key, passphrase } = input;
    const first = this.#first.get(ticket);
    this.#first.delete(ticket);
    const second = await this.#state.envelopes.openTouch(input.envelope);
    if (first === undefined) throw new AppError('strongroom.not_ready', 'the first touch of this key is not known');
    if (!equalBytes(first.prf, second.prf)) throw new AppError('key.prf_differs', 'two touches of one key gave two secrets');
    const seed = this.#seed(member);
    const parameters =
      passphrase === null ? null : passphrase.parameters === null ? newPassphraseParameters(random) : readParameters(passphrase.parameters);
    if (parameters !== null && (second.passphrase === null || second.passphrase.length < SHORTEST_PASSPHRASE)) {
      throw new AppError('policy.passphrase_required', 'this vault asks for a passphrase', { detail: { least: SHORTEST_PASSPHRASE } });
    }
    const derived = parameters === null || second.passphrase === null ? null : await passphraseKey(second.passphrase, parameters);
    const wrap = wrapSeed({ seed, secrets: { prfOutput: second.prf, passphraseKey: derived }, place: { vault, member, key }, random });
    wipe(first.prf, second.prf);
    return { wrap: writeWrap(wrap), parameters: parameters === null ? null : JSON.stringify(parameters) };
  }

  async unwrap({ vault, member, key, wrap, parameters, envelope }: In<'found.unwrap'>): Promise<Record<string, never>> {
    const secrets = await this.#state.envelopes.openTouch(envelope);
    const stored = parameters === null ? null : readParameters(parameters);
    this.#seeds.set(member, await seedUnder(readWrap(wrap), secrets, stored, { vault, member, key }));
    return {};
  }

  async seal({ vault, members, compartments }: In<'found.seal'>): Promise<Out<'found.seal'>> {
    const publicKeys = new Map(members.map(({ id, kemPublicKey }) => [id, fromBase64url(kemPublicKey)]));
    const directoryKey = random(DIRECTORY_KEY_BYTES);
    const sealed: Out<'found.seal'>['compartments'][number][] = [];
    for (const { id, rule } of compartments) {
      if (rule.kind !== 'threshold') throw new AppError('rule.empty', 'the outermost rule is a threshold');
      const seed = random(SEED_BYTES);
      const place = { vault, compartment: id, generation: FIRST_GENERATION };
      const { publicKey, secretKey } = compartmentKeys(seed, place);
      const shares = await splitSeed({ seed, rule, place, kemPublicKeyOf: (member) => publicKeys.get(member), random });
      wipe(seed, secretKey);
      sealed.push({ id, publicKey: toBase64url(publicKey), shares });
    }
    const directory = members.map(({ id, kemPublicKey }) => ({
      member: id,
      sealed: sealDirectoryKey({
        key: directoryKey,
        kemPublicKey: fromBase64url(kemPublicKey),
        place: { vault, member: id, generation: FIRST_GENERATION },
        random,
      }),
    }));
    wipe(directoryKey);
    return { compartments: sealed, directory };
  }

  /** The founder signs, and each of their shares is seen to open, with the key that they will bring at night. */
  async sign(input: In<'found.sign'>): Promise<Out<'found.sign'>> {
    const keys = await this.#state.unlock(input);
    const { vault } = this.#state.charter();
    const shares = openOwnShares(this.#state, input.member, keys, () => {});
    const { signature } = signCharter({
      bytes: this.#state.charterBytes(),
      vault,
      member: input.member,
      signingSecretKey: keys.signing.secretKey,
    });
    this.#state.openDirectory(input.member, keys);
    this.#state.desk.set(input.member, keys);
    return { signature: fromBase64url(signature), shares };
  }

  #seed(member: string): Bytes {
    const seed = this.#seeds.get(member);
    if (seed === undefined) throw new AppError('strongroom.not_ready', 'this member has no seed here: touch a key of theirs first');
    return seed;
  }
}

function readParameters(json: string): PassphraseParameters {
  return passphraseForm.parse(JSON.parse(json)); // written by `wrap` above, kept in the draft
}
