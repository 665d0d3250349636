/** A passkey in software that also answers what no real one would: other origins, no verification, a count that goes back. */
import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';
import { isoCBOR } from '@simplewebauthn/server/helpers';
import { concat, copyOf, fromBase64url, toBase64url, utf8 } from '../../../shared/base/bytes.ts';

export interface Lies {
  readonly origin?: string;
  readonly rpId?: string;
  /** Whether a person was verified. */
  readonly verified?: boolean;
  readonly counter?: number;
  /** Whether the signature is over something else. */
  readonly forged?: boolean;
}

const sha256 = (data: Uint8Array): Uint8Array => createHash('sha256').update(data).digest();

export class SoftPasskey {
  readonly id = toBase64url(copyOf(randomBytes(32)));
  readonly #origin: string;
  readonly #privateKey: KeyObject;
  readonly #cose: Uint8Array;
  #counter = 0;

  constructor(origin: string) {
    this.#origin = origin;
    const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const { x = '', y = '' } = pair.publicKey.export({ format: 'jwk' });
    this.#privateKey = pair.privateKey;
    this.#cose = isoCBOR.encode(
      new Map<number, number | Uint8Array>([
        [1, 2],
        [3, -7],
        [-1, 1],
        [-2, fromBase64url(x)],
        [-3, fromBase64url(y)],
      ]),
    );
  }

  /** The answer to the options of a registration. */
  register({ challenge }: { readonly challenge: string }, lies: Lies = {}) {
    const id = fromBase64url(this.id);
    const attested = concat(new Uint8Array(16), new Uint8Array([id.length >> 8, id.length & 255]), id, this.#cose);
    const authData = this.#data(0x41 | (lies.verified === false ? 0 : 4), attested, lies);
    const attestation = isoCBOR.encode(
      new Map<string, string | Map<string, string> | Uint8Array>([
        ['fmt', 'none'],
        ['attStmt', new Map<string, string>()],
        ['authData', authData],
      ]),
    );
    const client = this.#client('webauthn.create', challenge, lies);
    return this.#answer({ clientDataJSON: toBase64url(client), attestationObject: toBase64url(copyOf(attestation)), transports: ['usb'] });
  }

  /** The answer to the options of a sign-in. */
  signIn({ challenge }: { readonly challenge: string }, lies: Lies = {}) {
    const authData = this.#data(1 | (lies.verified === false ? 0 : 4), new Uint8Array(), lies);
    const client = this.#client('webauthn.get', challenge, lies);
    const signed = concat(authData, sha256(lies.forged === true ? utf8('other') : client));
    return this.#answer({
      clientDataJSON: toBase64url(client),
      authenticatorData: toBase64url(copyOf(authData)),
      signature: toBase64url(copyOf(sign('sha256', signed, this.#privateKey))),
    });
  }

  #answer(response: Record<string, unknown>) {
    return { id: this.id, rawId: this.id, type: 'public-key', clientExtensionResults: {}, response };
  }

  #client(type: string, challenge: string, { origin = this.#origin }: Lies) {
    return utf8(JSON.stringify({ type, challenge, origin, crossOrigin: false }));
  }

  #data(flags: number, attested: Uint8Array, { rpId = new URL(this.#origin).hostname, counter }: Lies): Uint8Array {
    this.#counter = counter ?? this.#counter + 1;
    const count = new Uint8Array(4);
    new DataView(count.buffer).setUint32(0, this.#counter);
    return concat(sha256(utf8(rpId)), new Uint8Array([flags]), count, attested);
  }
}
