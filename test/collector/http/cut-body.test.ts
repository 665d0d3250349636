import { connect } from 'node:tls';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { RunningCollector } from '../../harness/collector/running-collector.ts';

let running: RunningCollector;
beforeEach(async () => {
  running = await RunningCollector.start();
});
afterEach(() => running.end());

it('T16: what a station breaks off in mid-body is passed over, and no fault of the collector', async () => {
  for (const path of ['/v1/enroll', '/w/add-checkpoint', '/w/add-entries', '/v1/alert', '/v1/disclosures']) {
    for (const encoding of ['identity', 'gzip']) {
      const socket = connect({ host: '127.0.0.1', port: running.port, rejectUnauthorized: false });
      await new Promise((resolve) => socket.once('secureConnect', resolve));
      const headers = `host: x\r\ncontent-length: 900\r\ncontent-encoding: ${encoding}`;
      await new Promise((resolve) => socket.write(`POST ${path} HTTP/1.1\r\n${headers}\r\n\r\nold 3\n`, resolve));
      await new Promise((resolve) => setTimeout(resolve, 10)); // the collector has begun to read, of which it says nothing
      socket.destroy();
    }
  }
  await expect.poll(() => running.connections()).toBe(0);
  expect(running.problems).toEqual([]);
});
