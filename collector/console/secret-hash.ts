import { sha256 } from '../../core/hash/node-hash.ts';
import { toHex, utf8 } from '../../shared/base/bytes.ts';

/** How a link, a challenge or a session is stored, so that somebody who reads the database can use none of them. */
export function secretHash(secret: string): string {
  return toHex(sha256(utf8(secret)));
}
