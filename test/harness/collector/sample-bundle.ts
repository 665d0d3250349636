/** A `.hsync` of the tests' station, as a station would make it. */
import { gzipSync } from 'node:zlib';
import { nodeTreeHasher, sha256 } from '../../../core/hash/node-hash.ts';
import { type Bytes, concat, toBase64url, utf8 } from '../../../shared/base/bytes.ts';
import { writeAddCheckpoint } from '../../../shared/log/exchange/add-checkpoint.ts';
import { MAX_PACKAGES, writeAddEntries } from '../../../shared/log/exchange/add-entries.ts';
import { PACKAGE_ENTRIES } from '../../../shared/log/exchange/entry-package.ts';
import { writeBundle } from '../../../shared/log/exchange/sync-bundle.ts';
import { jcs } from '../../../shared/log/leaf/jcs.ts';
import type { NoteKey } from '../../../shared/log/note/vkey.ts';
import { vkeyText } from '../../../shared/log/note/vkey.ts';
import { consistencyProof } from '../../../shared/log/tree/proof.ts';
import { chunkTree, entryPackages } from '../log/chunk-tree.ts';
import { type SampleLog, SIGNER, STATION } from '../log/sample-log.ts';

export interface BundleWish {
  /** The collector's key of heads. */
  readonly collector: NoteKey;
  /** The first entry in it. */
  readonly from?: number;
  /** Where the proof of its head begins; `from` where not given. */
  readonly oldSize?: number;
  /** Packages in each body. */
  readonly packages?: number;
  /** How many bodies of entries it has; all where not given. */
  readonly bodies?: number;
  readonly words?: boolean;
}

/** Without its gzip. */
export async function archiveOf(log: SampleLog, wish: BundleWish): Promise<Bytes> {
  const { from = 0, oldSize = from, packages = MAX_PACKAGES, words = false } = wish;
  const size = log.leaves.length;
  const proof = oldSize === 0 ? [] : consistencyProof(log.leafHashes, oldSize, nodeTreeHasher);
  const tree = chunkTree(log.leafHashes, nodeTreeHasher);
  const starts = [from];
  for (let at = from - (from % PACKAGE_ENTRIES) + packages * PACKAGE_ENTRIES; at < size; at += packages * PACKAGE_ENTRIES) starts.push(at);
  const addEntries = starts.slice(0, wish.bodies).map((start) => async () => {
    const parts = entryPackages(tree, start, log.leaves.slice(start)).take(packages);
    return concat(...writeAddEntries({ origin: STATION.log, start, end: size, ticket: new Uint8Array() }, parts));
  });
  const lines = log.disclosures.map(({ seq, path, salt, value }) => jcs({ log: STATION.log, seq, path, salt: toBase64url(salt), value }));
  const disclosures = words && lines.length > 0 ? [async () => utf8(lines.map((line) => `${line}\n`).join(''))] : [];
  const addCheckpoint = async () => writeAddCheckpoint({ oldSize, proof, checkpoint: log.checkpoint });
  const contents = { collector: vkeyText(wish.collector), from, to: size, addCheckpoint, addEntries, disclosures };
  const parts: Uint8Array[] = [];
  for await (const part of writeBundle(contents, SIGNER, sha256)) parts.push(part);
  return concat(...parts);
}

export async function bundleOf(log: SampleLog, wish: BundleWish): Promise<Uint8Array> {
  return gzipSync(await archiveOf(log, wish));
}
