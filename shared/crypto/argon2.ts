import { AppError } from '../base/app-error.ts';
import type { Bytes } from '../base/bytes.ts';
import { draw, type Random } from './random.ts';
import { owned } from './ready.ts';

/** Argon2id v1.3, one lane, as a vault stores them. */
export interface Argon2Parameters {
  readonly memoryKiB: number;
  readonly passes: number;
  /** 16 bytes. */
  readonly salt: Bytes;
}

const SALT_BYTES = 16;
const KEY_BYTES = 32;
const MIN_KIB = 64 * 1024;
const MAX_KIB = 1024 * 1024;
const MAX_PASSES = 16;

/** 256 MiB and 3 passes under a fresh salt: about a second, once a touch. */
export function newArgon2Parameters(random: Random): Argon2Parameters {
  return { memoryKiB: 256 * 1024, passes: 3, salt: draw(random, SALT_BYTES) };
}

/** Throws `crypto.bad_parameters` for what would be too weak (below 64 MiB) or a trap (over 1 GiB, over 16 passes). */
export function checkArgon2Parameters({ memoryKiB, passes, salt }: Argon2Parameters): void {
  const memoryFits = Number.isInteger(memoryKiB) && memoryKiB >= MIN_KIB && memoryKiB <= MAX_KIB;
  const passesFit = Number.isInteger(passes) && passes >= 1 && passes <= MAX_PASSES;
  if (!memoryFits || !passesFit || salt.length !== SALT_BYTES) {
    throw new AppError('crypto.bad_parameters', 'Argon2id parameters outside 64 MiB to 1 GiB, 1 to 16 passes, a 16-byte salt', {
      detail: { memoryKiB, passes },
    });
  }
}

/**
 * 32 bytes from a passphrase. Blocks its thread for about a second: for the strongroom, not for main. The library that
 * can do it is loaded at the first call. Throws `crypto.bad_parameters` before it takes any memory.
 */
export async function argon2id(passphrase: Uint8Array, parameters: Argon2Parameters): Promise<Bytes> {
  checkArgon2Parameters(parameters);
  const { default: sumo } = await import('libsodium-wrappers-sumo');
  await sumo.ready;
  const { memoryKiB, passes, salt } = parameters;
  return owned(sumo.crypto_pwhash(KEY_BYTES, passphrase, salt, passes, memoryKiB * 1024, sumo.crypto_pwhash_ALG_ARGON2ID13));
}
