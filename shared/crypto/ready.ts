import sodium from 'libsodium-wrappers';
import type { Bytes } from '../base/bytes.ts';

let usable = false;

/** Resolves when libsodium can be used. Call it once, before anything else of this room but hashes; later calls are free. */
export async function cryptoReady(): Promise<void> {
  await sodium.ready;
  usable = true;
}

/** libsodium, for this room only. Throws when `cryptoReady` was not awaited: that is a bug of the caller. */
export function libsodium(): typeof sodium {
  if (!usable) throw new Error('await cryptoReady() before the first use of shared/crypto');
  return sodium;
}

/** libsodium copies every result out of its heap into a plain buffer, which its typings do not say. */
export function owned(bytes: Uint8Array): Bytes {
  return bytes as Bytes;
}
