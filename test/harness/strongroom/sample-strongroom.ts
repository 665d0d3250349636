/** What a strongroom holds, in this process and with real cryptography: a founded vault's charter, and people who touch their keys. */
import { webcrypto } from 'node:crypto';
import type { Envelopes } from '../../../core/strongroom/envelopes.ts';
import { StrongroomState } from '../../../core/strongroom/strongroom-state.ts';
import { type Bytes, copyOf, utf8 } from '../../../shared/base/bytes.ts';
import { sealEnvelope } from '../../../shared/contract/envelope.ts';
import type { SealedEnvelope } from '../../../shared/contract/strongroom-calls.ts';
import { cryptoReady } from '../../../shared/crypto/ready.ts';
import type { Threshold } from '../../../shared/domain/rule.ts';
import { encodeCharter } from '../../../shared/format/charter.ts';
import type { Charter, CharterCompartment } from '../../../shared/format/charter-form.ts';
import { at, type SampleCompartment, type SamplePerson, type SampleVault, sampleVault } from '../format/sample-vault.ts';
import { sealTouch } from './seal-touch.ts';

/** How the renderer seals a message to the strongroom. */
export async function enveloped(envelopes: Envelopes, message: unknown, purpose: string): Promise<SealedEnvelope> {
  const { key, publicKey } = await envelopes.issue();
  const bytes = utf8(typeof message === 'string' ? message : JSON.stringify(message));
  return { key, sealed: await sealEnvelope<webcrypto.CryptoKey>(webcrypto.subtle, publicKey, bytes, purpose) };
}

/** A touch's secrets, sealed to a fresh key of the strongroom. */
export async function touched(envelopes: Envelopes, prf: Uint8Array, passphrase: string | null = null): Promise<SealedEnvelope> {
  const { key, publicKey } = await envelopes.issue();
  return { key, sealed: await sealTouch(publicKey, { prf: copyOf(prf), passphrase }) };
}

export class SampleStrongroom {
  readonly sample: SampleVault;
  readonly state = new StrongroomState();

  private constructor(sample: SampleVault) {
    this.sample = sample;
    this.state.useCharter(sample.bytes);
  }

  /** Three people, two of whom open each compartment, unless `rules` says otherwise. No decoys. */
  static async make(rules?: readonly ((members: readonly string[]) => Threshold)[], members = 3): Promise<SampleStrongroom> {
    await cryptoReady();
    const options = { seed: 'strongroom', members, decoys: 'without' } as const;
    return new SampleStrongroom(await sampleVault(rules === undefined ? options : { ...options, rules }));
  }

  /** Another, empty strongroom of the same vault. */
  again(): SampleStrongroom {
    return new SampleStrongroom(this.sample);
  }

  person(index: number): SamplePerson {
    return at(this.sample.people, index);
  }

  compartment(index = 0): SampleCompartment {
    return at(this.sample.compartments, index);
  }

  /** The touch of this person's key. `prf`: what the key gives instead. */
  async touch(index: number, prf?: Bytes): Promise<{ member: string; key: string; envelope: SealedEnvelope }> {
    const { id, key, prfOutput } = this.person(index);
    return { member: id, key, envelope: await touched(this.state.envelopes, prf ?? prfOutput) };
  }

  /** This person sits at the desk: their keys are here, and the directory is open. */
  async sit(index: number): Promise<string> {
    const touch = await this.touch(index);
    const keys = await this.state.unlock(touch);
    this.state.openDirectory(touch.member, keys);
    this.state.desk.set(touch.member, keys);
    return touch.member;
  }

  /** The strongroom goes on with this charter, which need not be signed: main verifies that. */
  use(change: Partial<Charter>): void {
    this.state.useCharter(encodeCharter({ ...this.sample.charter, ...change }));
  }

  /** As `use`, with another form of one compartment. */
  useCompartment(change: (entry: CharterCompartment) => CharterCompartment, index = 0): void {
    this.use({ compartments: this.sample.charter.compartments.map((entry, i) => (i === index ? change(entry) : entry)) });
  }

  /** Opens a compartment past its quorum, for what needs it open. */
  openCompartment(index = 0): string {
    const { id, keys } = this.compartment(index);
    this.state.open.set(id, keys);
    return id;
  }
}
