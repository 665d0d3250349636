/** Logs on their way to a collector that is a process of its own: bodies as stations send them, made before anything is measured. */
import { Agent, request } from 'node:https';
import { setTimeout as sleep } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { nodeTreeHasher } from '../../../core/hash/node-hash.ts';
import { concat } from '../../../shared/base/bytes.ts';
import { writeAddCheckpoint } from '../../../shared/log/exchange/add-checkpoint.ts';
import { MAX_PACKAGES, writeAddEntries } from '../../../shared/log/exchange/add-entries.ts';
import { PACKAGE_ENTRIES } from '../../../shared/log/exchange/entry-package.ts';
import type { EntryDraft } from '../../../shared/log/leaf/entry-draft.ts';
import { consistencyProof } from '../../../shared/log/tree/proof.ts';
import { pickFrom } from '../../harness/base/pick.ts';
import { StationLog } from '../../harness/collector/station-log.ts';
import { chunkTree, entryPackages } from '../../harness/log/chunk-tree.ts';
import { quietDrafts } from '../../harness/log/quiet-log.ts';

export interface StationLoad {
  readonly station: StationLog;
  readonly entries: number;
  readonly head: Uint8Array;
  /** Each of 32 packages of 256 entries, packed. */
  readonly bodies: readonly Uint8Array[];
}

/** `stations` logs of `each` entries, with the ids, names and commitments that a station's entries have. */
export function loadsOf(stations: number, each: number): StationLoad[] {
  const drafts = quietDrafts(each);
  return Array.from({ length: stations }, (_, n) => loadOf(new StationLog(n, each, 0, (seq) => drafts[seq] ?? plain), each));
}

const plain: EntryDraft = { act: 'config.change', out: 'ok' };

function loadOf(station: StationLog, entries: number): StationLoad {
  const log = station.log(entries);
  const head = writeAddCheckpoint({ oldSize: 3, proof: consistencyProof(log.leafHashes, 3, nodeTreeHasher), checkpoint: log.checkpoint });
  const tree = chunkTree(log.leafHashes, nodeTreeHasher);
  const step = MAX_PACKAGES * PACKAGE_ENTRIES;
  const bodies = Array.from({ length: Math.ceil(entries / step) }, (_, i) => {
    const packages = entryPackages(tree, i * step, log.leaves.slice(i * step)).take(MAX_PACKAGES);
    return gzipSync(
      concat(...writeAddEntries({ origin: station.origin, start: i * step, end: entries, ticket: new Uint8Array() }, packages)),
    );
  });
  return { station, entries, head, bodies };
}

/** Sends everything of one station; what the collector has no room for is sent again. Gives what it said last: the receipt. */
export async function send(port: number, { bodies, head }: StationLoad): Promise<string> {
  const pick = pickFrom('ingest waits');
  const agent = new Agent({ keepAlive: true, maxSockets: 1, rejectUnauthorized: false });
  try {
    let said = await post(agent, port, '/w/add-checkpoint', head, {});
    if (said.status !== 200) throw new Error(`the collector answered ${said.status} to a head: ${said.text}`);
    for (const body of bodies) {
      said = await post(agent, port, '/w/add-entries', body, { 'content-encoding': 'gzip' });
      while (said.status === 503) {
        await sleep(50 + pick.fraction() * 50); // a station waits before its next try
        said = await post(agent, port, '/w/add-entries', body, { 'content-encoding': 'gzip' });
      }
      if (said.status !== 200 && said.status !== 202) throw new Error(`the collector answered ${said.status}: ${said.text}`);
    }
    return said.text;
  } finally {
    agent.destroy();
  }
}

function post(
  agent: Agent,
  port: number,
  path: string,
  body: Uint8Array,
  headers: Record<string, string>,
): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    const asked = request({ host: '127.0.0.1', port, path, method: 'POST', headers, agent }, (response) => {
      let text = '';
      response.on('data', (part: Buffer) => {
        text += part.toString();
      });
      response.on('end', () => resolve({ status: response.statusCode ?? 0, text }));
      response.on('error', reject);
    });
    asked.on('error', reject);
    asked.end(body);
  });
}
