/**
 * A security key that is not there: practice vaults only, so that a newcomer needs none. It answers in WebAuthn's own form,
 * so that practice runs the same code as an emergency; the charter's parser refuses it in a real vault.
 */
import { createHash, createHmac, createPrivateKey, generateKeyPairSync, sign } from 'node:crypto';
import { isoCBOR } from '@simplewebauthn/server/helpers';
import { AppError } from '../../shared/base/app-error.ts';
import { type Bytes, concat, copyOf, fromBase64url, toBase64url, utf8 } from '../../shared/base/bytes.ts';
import { type KeyOptions, RP_ID, RP_ORIGIN } from './relying-party.ts';

/** As it lies in the practice folder. Nothing in it protects anything. */
export interface SimulatedKey {
  readonly id: string;
  readonly member: string;
  readonly label: string;
  /** PKCS #8 of a P-256 key, base64url. */
  readonly privateKey: string;
  /** COSE, base64url. */
  readonly publicKey: string;
  /** The secret behind PRF: 32 bytes, base64url. */
  readonly prfSecret: string;
}

const FLAGS = { present: 0x01, verified: 0x04, attested: 0x40 } as const;

function sha256(data: Uint8Array): Bytes {
  return copyOf(createHash('sha256').update(data).digest());
}

/** A new key for this member. `random` gives the credential id and the PRF secret. */
export function makeSimulatedKey(member: string, label: string, random: (length: number) => Bytes): SimulatedKey {
  const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const { x, y } = pair.publicKey.export({ format: 'jwk' });
  if (x === undefined || y === undefined) throw new AppError('internal', 'a P-256 key without coordinates');
  const cose = new Map<number, number | Uint8Array>([
    [1, 2],
    [3, -7],
    [-1, 1],
    [-2, fromBase64url(x)],
    [-3, fromBase64url(y)],
  ]);
  return {
    id: toBase64url(random(32)),
    member,
    label,
    privateKey: toBase64url(copyOf(pair.privateKey.export({ format: 'der', type: 'pkcs8' }))),
    publicKey: toBase64url(copyOf(isoCBOR.encode(cose))),
    prfSecret: toBase64url(random(32)),
  };
}

function clientData(type: 'webauthn.create' | 'webauthn.get', options: KeyOptions): Bytes {
  return utf8(JSON.stringify({ type, challenge: options['challenge'], origin: RP_ORIGIN, crossOrigin: false }));
}

function authenticatorData(flags: number, attested: Uint8Array): Bytes {
  return concat(sha256(utf8(RP_ID)), new Uint8Array([flags, 0, 0, 0, 0]), attested);
}

/** The answer to a create, as `startRegistration` would give it. */
export function registerSimulated(key: SimulatedKey, options: KeyOptions): Record<string, unknown> {
  const id = fromBase64url(key.id);
  const attested = concat(new Uint8Array(16), new Uint8Array([id.length >> 8, id.length & 255]), id, fromBase64url(key.publicKey));
  const authData = authenticatorData(FLAGS.present | FLAGS.verified | FLAGS.attested, attested);
  const attestation = isoCBOR.encode(
    new Map<string, string | Map<string, string> | Uint8Array>([
      ['fmt', 'none'],
      ['attStmt', new Map<string, string>()],
      ['authData', authData],
    ]),
  );
  return {
    id: key.id,
    rawId: key.id,
    type: 'public-key',
    clientExtensionResults: {},
    response: {
      clientDataJSON: toBase64url(clientData('webauthn.create', options)),
      attestationObject: toBase64url(copyOf(attestation)),
      transports: ['usb'],
    },
  };
}

/** The answer to a get, and the PRF output for `prfInput` (32 bytes). */
export function assertSimulated(
  key: SimulatedKey,
  options: KeyOptions,
  prfInput: Bytes,
): { response: Record<string, unknown>; prf: Bytes } {
  const authData = authenticatorData(FLAGS.present | FLAGS.verified, new Uint8Array(0));
  const client = clientData('webauthn.get', options);
  const privateKey = createPrivateKey({ key: Buffer.from(key.privateKey, 'base64url'), format: 'der', type: 'pkcs8' });
  const signature = sign('sha256', concat(authData, sha256(client)), privateKey);
  const salt = sha256(concat(utf8('WebAuthn PRF'), new Uint8Array(1), prfInput));
  return {
    response: {
      id: key.id,
      rawId: key.id,
      type: 'public-key',
      clientExtensionResults: {},
      response: {
        clientDataJSON: toBase64url(client),
        authenticatorData: toBase64url(authData),
        signature: toBase64url(copyOf(signature)),
      },
    },
    prf: copyOf(createHmac('sha256', fromBase64url(key.prfSecret)).update(salt).digest()),
  };
}
