/** What a station would send, cut into the bodies of a bundle. shared/log/FORMAT.md §16. */
import { concat, copyOf } from '../../shared/base/bytes.ts';
import { writeAddCheckpoint } from '../../shared/log/exchange/add-checkpoint.ts';
import { MAX_PACKAGES, writeAddEntries } from '../../shared/log/exchange/add-entries.ts';
import { MAX_BODY_BYTES } from '../../shared/log/exchange/bundle-manifest.ts';
import {
  type EntryPackage,
  entryPackage,
  PACKAGE_ENTRIES,
  type PackageRange,
  packageRanges,
} from '../../shared/log/exchange/entry-package.ts';
import type { BundleContents } from '../../shared/log/exchange/sync-bundle.ts';
import { vkeyText } from '../../shared/log/note/vkey.ts';
import type { Session } from '../session/session.ts';
import { disclosureBodies } from './disclosures.ts';
import type { KeptCollector } from './kept-collector.ts';
import type { HeadToSend } from './upload.ts';

/** Header, origin and ticket; then of a package: a length before each leaf, and at most 63 hashes with their count. */
const HEADER_BYTES = 1_024;
const PACKAGE_BYTES = PACKAGE_ENTRIES * 2 + 1 + 63 * 32;

/** The bundle of the entries from `from` on, for this collector. Reads a body's worth of the log at a time, when asked for it. */
export function bundleContents(session: Session, log: HeadToSend, kept: KeptCollector, from: number): BundleContents {
  const { origin, size } = log.head;
  return {
    collector: vkeyText(kept.keys.heads),
    from,
    to: size,
    addCheckpoint: async () => {
      const proof = from === 0 ? [] : await log.tree.consistencyProof(from);
      return writeAddCheckpoint({ oldSize: from, proof, checkpoint: log.checkpoint });
    },
    addEntries: bodyRanges(session, from, size).map((ranges) => async () => {
      const packages: EntryPackage[] = [];
      for (const range of ranges) {
        const leaves = await log.leaves(range.start, range.end);
        packages.push(entryPackage(log.tree.chunks, range, leaves.map(copyOf)));
      }
      const header = { origin, start: ranges[0]?.start ?? size, end: size, ticket: new Uint8Array() };
      return concat(...writeAddEntries(header, packages));
    }),
    disclosures: [...disclosureBodies(session, kept.asks.disclosures, from, size)].map(
      ({ bytes }) =>
        async () =>
          bytes,
    ),
  };
}

/** The packages of each body: as many as fit. One body without any, where nothing is to be sent and only the receipt is wanted. */
function bodyRanges({ file, log }: Session, from: number, until: number): PackageRange[][] {
  const bodies: PackageRange[][] = [];
  let size = Number.POSITIVE_INFINITY;
  for (const range of packageRanges({ start: from, end: until })) {
    const bytes = file.entries.leafBytes(log.origin, range.start, range.end) + PACKAGE_BYTES;
    const last = bodies.at(-1);
    if (last === undefined || last.length === MAX_PACKAGES || size + bytes > MAX_BODY_BYTES['add-entries'] - HEADER_BYTES) {
      bodies.push([range]);
      size = bytes;
    } else {
      last.push(range);
      size += bytes;
    }
  }
  return bodies.length === 0 ? [[]] : bodies;
}
