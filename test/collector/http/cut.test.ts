/** T14: bodies that end too early. What came before the cut is kept, nobody is blamed for it, and the next one goes on there. */
import { connect } from 'node:tls';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { nodeTreeHasher } from '../../../core/hash/node-hash.ts';
import { concat } from '../../../shared/base/bytes.ts';
import { writeAddCheckpoint } from '../../../shared/log/exchange/add-checkpoint.ts';
import { writeAddEntries } from '../../../shared/log/exchange/add-entries.ts';
import { consistencyProof } from '../../../shared/log/tree/proof.ts';
import { gzip, RunningCollector } from '../../harness/collector/running-collector.ts';
import { chunkTree, entryPackages } from '../../harness/log/chunk-tree.ts';
import { quietDrafts } from '../../harness/log/quiet-log.ts';
import { STATION, sampleLog, signedLog } from '../../harness/log/sample-log.ts';

const WHOLE = sampleLog(quietDrafts(2_000));
const PACKAGES = entryPackages(chunkTree(WHOLE.leafHashes, nodeTreeHasher), 0, WHOLE.leaves);
const BODY = concat(...writeAddEntries({ origin: STATION.log, start: 0, end: WHOLE.leaves.length, ticket: new Uint8Array() }, PACKAGES));

describe('T14: a body that is cut', () => {
  let running: RunningCollector;
  beforeEach(async () => {
    running = await RunningCollector.start();
    await running.enrol(signedLog(WHOLE.leaves.slice(0, 1)));
    const proof = consistencyProof(WHOLE.leafHashes, 1, nodeTreeHasher);
    const head = writeAddCheckpoint({ oldSize: 1, proof, checkpoint: WHOLE.checkpoint });
    expect((await running.post('/w/add-checkpoint', head)).status).toBe(200);
  });
  afterEach(async () => {
    expect(running.problems).toEqual([]);
    await running.end();
  });

  /** Sends this share of the body, and hangs up once the collector had the time to read it. */
  async function cutAt(share: number, path: string, body: Uint8Array, headers = ''): Promise<void> {
    const socket = connect({ host: '127.0.0.1', port: running.port, rejectUnauthorized: false });
    socket.on('error', () => undefined);
    await new Promise((resolve) => socket.once('secureConnect', resolve));
    const head = `POST ${path} HTTP/1.1\r\nhost: x\r\ncontent-length: ${body.length}\r\n${headers}\r\n`;
    await new Promise((resolve) => socket.write(Buffer.concat([Buffer.from(head), body.subarray(0, body.length * share)]), resolve));
    await new Promise((resolve) => setTimeout(resolve, 400)); // the collector has read what came, of which it says nothing
    socket.destroy();
  }

  const next = async () => (await running.collector.db.one<{ next: number }>('SELECT next FROM log'))?.next ?? -1;

  it.each([
    ['packed', () => gzip(BODY), 'content-encoding: gzip\r\n'],
    ['plain', () => BODY, ''],
  ])('%s: leaves the packages that had arrived', async (_, body, headers) => {
    await cutAt(0.7, '/w/add-entries', body(), headers);
    await expect.poll(next, { timeout: 10_000 }).toBeGreaterThanOrEqual(4 * 256);
    expect((await next()) % 256).toBe(0);
  });

  it.each(['/w/add-checkpoint', '/v1/alert', '/v1/enroll', '/v1/disclosures'])('to %s is no bug of the collector', async (path) => {
    await cutAt(0.5, path, new Uint8Array(2_000));
    await cutAt(0, path, new Uint8Array(2_000));
    expect((await running.post('/w/add-checkpoint', 'x')).code).toBe('log.bad_body');
  });
});
