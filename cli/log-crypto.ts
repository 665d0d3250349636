import { nodeTreeHasher, sha256, verifyEd25519 } from '../core/hash/node-hash.ts';
import type { LogCrypto } from '../shared/log/verify/verify-log.ts';

/** Node's own hashing: a log of a million entries is read in seconds. */
export const LOG_CRYPTO: LogCrypto = { sha256, tree: nodeTreeHasher, verify: verifyEd25519 };
