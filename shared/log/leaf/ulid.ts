import { AppError } from '../../base/app-error.ts';
import type { Instant } from '../../base/instant.ts';

const CROCKFORD = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** A ULID: 10 characters of time, 16 of the 10 random bytes. Throws `log.entry_malformed` for a time outside 48 bits. */
export function ulid(time: Instant, random: Uint8Array): string {
  if (!Number.isSafeInteger(time) || time < 0 || time >= 2 ** 48 || random.length !== 10) {
    throw new AppError('log.entry_malformed', 'a ULID is of 48 bits of time and 10 bytes');
  }
  let text = '';
  for (let rest = time, i = 0; i < 10; i++, rest = Math.floor(rest / 32)) text = CROCKFORD[rest % 32] + text;
  let bits = 0;
  let held = 0;
  for (const byte of random) {
    held = (held << 8) | byte;
    for (bits += 8; bits >= 5; bits -= 5) text += CROCKFORD[(held >> (bits - 5)) & 31];
    held &= (1 << bits) - 1;
  }
  return text;
}
