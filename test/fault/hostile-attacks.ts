/** What hostile stations send. */
import { gzipSync } from 'node:zlib';
import { nodeTreeHasher } from '../../core/hash/node-hash.ts';
import { u16, u64 } from '../../shared/base/big-endian.ts';
import { concat, utf8 } from '../../shared/base/bytes.ts';
import { writeAddCheckpoint } from '../../shared/log/exchange/add-checkpoint.ts';
import { writeAddEntries } from '../../shared/log/exchange/add-entries.ts';
import { consistencyProof } from '../../shared/log/tree/proof.ts';
import { chunkTree, entryPackages } from '../harness/log/chunk-tree.ts';
import { type SampleLog, STATION, signedLog } from '../harness/log/sample-log.ts';
import { ENROLLED, hostileLog } from './hostile-log.ts';

export interface Attack {
  readonly name: string;
  readonly path: string;
  readonly body: Uint8Array;
  readonly packed?: true;
  /** Sent in pieces with pauses, and never to its end. */
  readonly slow?: true;
}

const WHOLE = hostileLog(ENROLLED);
const EMPTY = new Uint8Array();
const cut = (size: number): SampleLog => signedLog(WHOLE.leaves.slice(0, size));
const far = new Uint8Array(8).fill(255);

function uploadOf(log: SampleLog, start: number): Uint8Array {
  const packages = entryPackages(chunkTree(log.leafHashes, nodeTreeHasher), start, log.leaves.slice(start)).take(32);
  return concat(...writeAddEntries({ origin: STATION.log, start, end: log.leaves.length, ticket: EMPTY }, packages));
}

/** The header of an upload with these eight bytes each for its start and its end. */
function header(start: Uint8Array, end: Uint8Array): Uint8Array {
  const origin = utf8(STATION.log);
  return concat(u16(origin.length), origin, start, end, u16(0));
}

export function attacks(): Attack[] {
  const begin = header(new Uint8Array(8), u64(ENROLLED));
  const head = (log: SampleLog, oldSize: number) =>
    writeAddCheckpoint({ oldSize, proof: consistencyProof(log.leafHashes, oldSize, nodeTreeHasher), checkpoint: log.checkpoint });
  const forged = utf8(`old 1\n\n${cut(9).checkpoint.replace(/[A-Za-z0-9+/]{8}\n$/, 'AAAAAAA=\n')}`);
  const other = signedLog(WHOLE.leaves.slice(0, ENROLLED).toReversed());
  return [
    {
      name: 'a bomb after a header',
      path: '/w/add-entries',
      body: gzipSync(concat(begin, new Uint8Array(64 * 1024 * 1024)), { level: 9 }),
      packed: true,
    },
    { name: 'a bomb', path: '/w/add-entries', body: gzipSync(new Uint8Array(64 * 1024 * 1024), { level: 9 }), packed: true },
    { name: 'a size of 2^64', path: '/w/add-entries', body: header(new Uint8Array(8), far) },
    { name: 'a range from 2^64', path: '/w/add-entries', body: header(far, far) },
    { name: 'a leaf that is cut', path: '/w/add-entries', body: concat(begin, u16(16_384), new Uint8Array(16_383)) },
    { name: 'the whole log again', path: '/w/add-entries', body: uploadOf(cut(ENROLLED), 0) },
    { name: 'a part of the log', path: '/w/add-entries', body: uploadOf(cut(700), 300) },
    { name: 'the log backwards', path: '/w/add-entries', body: uploadOf(other, 0) },
    { name: 'an older head', path: '/w/add-checkpoint', body: head(cut(9), 1) },
    { name: 'a forged head', path: '/w/add-checkpoint', body: forged },
    { name: 'a head that is too long', path: '/w/add-checkpoint', body: new Uint8Array(70_000) },
    { name: 'an alert that is too long', path: '/v1/alert', body: new Uint8Array(70_000) },
    { name: 'an enrolment of nothing', path: '/v1/enroll', body: utf8('{}') },
    { name: 'words that are too long', path: '/v1/disclosures', body: new Uint8Array(4 * 1024 * 1024 + 1).fill(10) },
    { name: 'words that never end', path: '/v1/disclosures', body: new Uint8Array(4 * 1024 * 1024).fill(10), slow: true },
    { name: 'an upload that never ends', path: '/w/add-entries', body: concat(begin, new Uint8Array(40_000)), slow: true },
    { name: 'an alert that never ends', path: '/v1/alert', body: new Uint8Array(65_000), slow: true },
  ];
}
