/** The two keys that a collector signs with, kept in one file of its folder. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';
import { logKey } from '../../core/hash/log-key.ts';
import { sha256 } from '../../core/hash/node-hash.ts';
import { AppError } from '../../shared/base/app-error.ts';
import { fromBase64url, toBase64url } from '../../shared/base/bytes.ts';
import type { Signer } from '../../shared/log/note/checkpoint.ts';
import { headsOrigin } from '../../shared/log/note/collector-key.ts';
import type { Cosigner } from '../../shared/log/note/receipt.ts';
import { cosignerKey, noteKey } from '../../shared/log/note/vkey.ts';

/** The two keys of a collector. */
export interface SigningKeys {
  /** Countersigns the heads of stations. */
  readonly receipts: Cosigner;
  /** Signs answers, and the collector's own log. */
  readonly heads: Signer;
}

const seed = z.string().regex(/^[A-Za-z0-9_-]{43}$/);
const file = z.strictObject({ v: z.literal(1), name: z.string(), receipts: seed, heads: seed });

/** The keys of these seeds, 32 bytes each. Throws `log.bad_receipt` for a name that no key may have. */
function signingKeys(name: string, seeds: { readonly receipts: Uint8Array; readonly heads: Uint8Array }): SigningKeys {
  const [receipts, heads] = [logKey(seeds.receipts), logKey(seeds.heads)];
  return {
    receipts: { key: cosignerKey(name, receipts.publicKey, sha256), sign: receipts.sign },
    heads: { key: noteKey(headsOrigin(name), heads.publicKey, sha256), sign: heads.sign },
  };
}

/**
 * The keys in the file at `path`, made with mode 0600 the first time. `random` gives that many random bytes. Throws
 * `collector.cannot_write` when the file is there and is none, or is of a collector of another name: keys are never replaced.
 */
export function keysInFile(path: string, name: string, random: (length: number) => Uint8Array): SigningKeys {
  if (!existsSync(path)) {
    const made = { v: 1, name, receipts: toBase64url(random(32)), heads: toBase64url(random(32)) };
    signingKeys(name, { receipts: fromBase64url(made.receipts), heads: fromBase64url(made.heads) });
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    writeFileSync(path, `${JSON.stringify(made)}\n`, { mode: 0o600, flag: 'wx', flush: true });
  }
  const parsed = file.safeParse(json(readFileSync(path, 'utf8')));
  if (!parsed.success) throw new AppError('collector.cannot_write', 'the file of keys cannot be read');
  if (parsed.data.name !== name) throw new AppError('collector.cannot_write', `the keys are those of ${parsed.data.name}`);
  return signingKeys(name, { receipts: fromBase64url(parsed.data.receipts), heads: fromBase64url(parsed.data.heads) });
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
