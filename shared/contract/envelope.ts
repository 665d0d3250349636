/**
 * How a secret crosses the processes in between: the renderer and the strongroom talk past main.
 * X25519 with a fresh key of the sender, HKDF-SHA-256, AES-256-GCM, all from WebCrypto, which every runtime of ours has
 * (libsodium never enters a renderer). The recipient's key serves one message; so the nonce is fixed.
 * Ephemeral: nothing sealed so is ever stored, and this is no part of the vault's formats.
 */
import { AppError } from '../base/app-error.ts';
import { type Bytes, concat, utf8 } from '../base/bytes.ts';

type Use = 'deriveBits' | 'deriveKey' | 'encrypt' | 'decrypt';

/** The part of WebCrypto's `SubtleCrypto` that is used, so that this file names no runtime's types. */
export interface Subtle<Key> {
  generateKey(algorithm: { name: 'X25519' }, extractable: boolean, uses: Use[]): Promise<unknown>;
  exportKey(format: 'raw', key: Key): Promise<ArrayBuffer>;
  importKey(format: 'raw', bytes: Bytes, algorithm: { name: string }, extractable: boolean, uses: Use[]): Promise<Key>;
  deriveBits(algorithm: { name: 'X25519'; public: Key }, key: Key, length: number): Promise<ArrayBuffer>;
  deriveKey(
    algorithm: { name: 'HKDF'; hash: 'SHA-256'; salt: Bytes; info: Bytes },
    key: Key,
    derived: { name: 'AES-GCM'; length: number },
    extractable: boolean,
    uses: Use[],
  ): Promise<Key>;
  encrypt(algorithm: { name: 'AES-GCM'; iv: Bytes; additionalData: Bytes }, key: Key, data: Bytes): Promise<ArrayBuffer>;
  decrypt(algorithm: { name: 'AES-GCM'; iv: Bytes; additionalData: Bytes }, key: Key, data: Bytes): Promise<ArrayBuffer>;
}

/** A key pair for one message. */
export interface EnvelopeKey<Key> {
  /** 32 bytes, for the other side. */
  readonly publicKey: Bytes;
  readonly privateKey: Key;
}

const NONCE = new Uint8Array(12);
const CONTEXT = utf8('halligan/v1 envelope');

/** A key pair for one message to its holder. The private key cannot be exported. */
export async function makeEnvelopeKey<Key>(subtle: Subtle<Key>): Promise<EnvelopeKey<Key>> {
  // generateKey's result depends on the algorithm; for X25519 it is always a pair.
  const pair = (await subtle.generateKey({ name: 'X25519' }, false, ['deriveBits'])) as { publicKey: Key; privateKey: Key };
  return { publicKey: new Uint8Array(await subtle.exportKey('raw', pair.publicKey)), privateKey: pair.privateKey };
}

async function contentKey<Key>(subtle: Subtle<Key>, mine: Key, theirs: Bytes, salt: Bytes, use: 'encrypt' | 'decrypt'): Promise<Key> {
  const peer = await subtle.importKey('raw', theirs, { name: 'X25519' }, false, []);
  const shared = new Uint8Array(await subtle.deriveBits({ name: 'X25519', public: peer }, mine, 256));
  const base = await subtle.importKey('raw', shared, { name: 'HKDF' }, false, ['deriveKey']);
  shared.fill(0);
  return subtle.deriveKey({ name: 'HKDF', hash: 'SHA-256', salt, info: CONTEXT }, base, { name: 'AES-GCM', length: 256 }, false, [use]);
}

/** 32 bytes of the sender's public key, then the ciphertext with its 16-byte tag. `purpose` must be the same at both ends. */
export async function sealEnvelope<Key>(subtle: Subtle<Key>, to: Bytes, plaintext: Bytes, purpose: string): Promise<Bytes> {
  const sender = await makeEnvelopeKey(subtle);
  const key = await contentKey(subtle, sender.privateKey, to, concat(sender.publicKey, to), 'encrypt');
  const sealed = await subtle.encrypt({ name: 'AES-GCM', iv: NONCE, additionalData: utf8(purpose) }, key, plaintext);
  return concat(sender.publicKey, new Uint8Array(sealed));
}

/** Throws `strongroom.bad_envelope` for anything that was not sealed to this key for this purpose. */
export async function openEnvelope<Key>(subtle: Subtle<Key>, mine: EnvelopeKey<Key>, sealed: Bytes, purpose: string): Promise<Bytes> {
  if (sealed.length < 48) throw new AppError('strongroom.bad_envelope', 'an envelope is at least 48 bytes');
  const sender = sealed.slice(0, 32);
  try {
    const key = await contentKey(subtle, mine.privateKey, sender, concat(sender, mine.publicKey), 'decrypt');
    return new Uint8Array(await subtle.decrypt({ name: 'AES-GCM', iv: NONCE, additionalData: utf8(purpose) }, key, sealed.slice(32)));
  } catch (cause) {
    throw new AppError('strongroom.bad_envelope', 'this envelope does not open with this key', { cause });
  }
}
