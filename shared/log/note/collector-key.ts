/** What a collector is known by: the two keys that it signs with, and the words that people compare. FORMAT.md §12. */

import { AppError } from '../../base/app-error.ts';
import { type Bytes, utf8 } from '../../base/bytes.ts';
import type { Sha256 } from '../tree/tree-hash.ts';
import { type CosignerKey, type NoteKey, parseCosignerVkey, parseVkey, vkeyText } from './vkey.ts';

/** Both public keys of a collector. */
export interface CollectorKeys {
  /** Countersigns the heads of the stations' logs. Its name is the collector's. */
  readonly receipts: CosignerKey;
  /** Signs the collector's answers at enrolment, and the heads of its own log. */
  readonly heads: NoteKey;
}

/** The name of a collector's own log, and of the key that signs it. */
export function headsOrigin(name: string): string {
  return `${name}/heads`;
}

/** The keys of two vkeys. Throws `log.bad_receipt` and `log.bad_checkpoint` for a malformed one, `log.bad_receipt` unless they belong together. */
export function parseCollectorKeys(texts: { readonly receipts: string; readonly heads: string }, sha256: Sha256): CollectorKeys {
  const keys = { receipts: parseCosignerVkey(texts.receipts, sha256), heads: parseVkey(texts.heads, sha256) };
  if (keys.heads.name !== headsOrigin(keys.receipts.name)) throw new AppError('log.bad_receipt', 'the two keys are not of one collector');
  return keys;
}

/** 32 bytes for `sixWords`: the same at the collector and at every station that pinned these two keys. */
export function collectorFingerprint({ receipts, heads }: CollectorKeys, sha256: Sha256): Bytes {
  return sha256(utf8(`halligan-collector/v1\n${vkeyText(receipts)}\n${vkeyText(heads)}\n`));
}

/** 32 bytes for `sixWords`: the same at the station and at the collector that it asks. */
export function stationFingerprint(key: NoteKey, sha256: Sha256): Bytes {
  return sha256(utf8(`halligan-station/v1\n${vkeyText(key)}\n`));
}
