/** Security keys in a tin: made and touched as WebAuthn asks, for real vaults in plain Node. They can be told to misbehave. */
import { createHash, createPrivateKey, randomBytes, sign } from 'node:crypto';
import { assertSimulated, makeSimulatedKey, registerSimulated, type SimulatedKey } from '../../../core/keys/simulated-key.ts';
import { concat, copyOf, fromBase64url, toBase64url } from '../../../shared/base/bytes.ts';
import type { KeyStep } from '../../../shared/contract/calls.ts';

export interface Touch {
  readonly response: Record<string, unknown>;
  /** base64url. */
  readonly prf: string;
}

/** What a touch does other than it should. `secret`: another PRF output; `pin`: no user verification; `signature`: a spoilt one. */
export type Fault = 'secret' | 'pin' | 'signature' | null;

export class KeyTin {
  readonly #keys: SimulatedKey[];
  readonly #given = new Set<string>();
  /** Told of every new key before it is used. */
  readonly #made: (all: readonly SimulatedKey[]) => void;

  constructor(keys: readonly SimulatedKey[] = [], made: (all: readonly SimulatedKey[]) => void = () => {}) {
    this.#keys = [...keys];
    this.#made = made;
  }

  /** The answer of the member's key with that label; a create makes it first. */
  touch(step: KeyStep, label: string, whose: string = step.member, fault: Fault = null): Touch {
    if (step.op === 'create') {
      const made = makeSimulatedKey(step.member, label, (length) => copyOf(randomBytes(length)));
      this.#keys.push(made);
      this.#made(this.#keys);
      return { response: registerSimulated(made, step.options), prf: '' };
    }
    const key = this.key(whose, label);
    const { response, prf } = assertSimulated(key, step.options, fromBase64url(step.prfInput));
    const secret = toBase64url(prf);
    this.#given.add(secret);
    if (fault === 'secret') return { response, prf: toBase64url(copyOf(randomBytes(32))) };
    if (fault === 'pin') return { response: withoutPin(key, response), prf: secret };
    if (fault === 'signature') return { response: withOther(response, 'signature', toBase64url(copyOf(randomBytes(70)))), prf: secret };
    return { response, prf: secret };
  }

  /** What a key never gives away, and what it gave for this vault: base64url. */
  secrets(): string[] {
    return [...this.#keys.map(({ prfSecret }) => prfSecret), ...this.#given];
  }

  /** The newest key of that member and label. */
  key(member: string, label: string): SimulatedKey {
    const found = this.#keys.findLast((key) => key.member === member && key.label === label);
    if (found === undefined) throw new Error(`no key ${label} of ${member} in the tin`);
    return found;
  }
}

function withOther(response: Record<string, unknown>, field: string, value: string): Record<string, unknown> {
  return { ...response, response: { ...(response['response'] as Record<string, string>), [field]: value } };
}

/** The same assertion by a key that asked for no PIN, well signed. */
function withoutPin(key: SimulatedKey, response: Record<string, unknown>): Record<string, unknown> {
  const parts = response['response'] as Record<string, string>;
  const data = fromBase64url(parts['authenticatorData'] ?? '');
  data[32] = (data[32] ?? 0) & ~0x04;
  const clientHash = createHash('sha256')
    .update(fromBase64url(parts['clientDataJSON'] ?? ''))
    .digest();
  const privateKey = createPrivateKey({ key: Buffer.from(key.privateKey, 'base64url'), format: 'der', type: 'pkcs8' });
  const signature = sign('sha256', concat(data, clientHash), privateKey);
  return withOther(withOther(response, 'authenticatorData', toBase64url(data)), 'signature', toBase64url(copyOf(signature)));
}
