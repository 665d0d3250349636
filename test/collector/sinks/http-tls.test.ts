import { once } from 'node:events';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { sendOcsf } from '../../../collector/sinks/http-sender.ts';
import { tempFolder } from '../../harness/base/temp-folder.ts';
import { entryItem } from '../../harness/collector/sample-items.ts';
import { certificate } from './certificate.ts';

test('HTTPS goes to a receiver of the given authority and name alone', async () => {
  using folder = tempFolder();
  const ours = certificate(folder.path, 'ours', 'localhost');
  const other = certificate(folder.path, 'other', 'localhost');
  let asked = 0;
  const server = createServer(ours, (_, response) => {
    asked++;
    response.end();
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo; // of a server that listens on a port
  const send = (host: string, ca: string | null) =>
    sendOcsf(entryItem(), { url: new URL(`https://${host}:${port}/`), ca, headers: {}, timeoutMs: 3000 }, Date.now());
  try {
    expect(await send('localhost', null)).toMatchObject({ kind: 'retry' });
    expect(await send('localhost', other.cert)).toMatchObject({ kind: 'retry' });
    expect(await send('127.0.0.1', ours.cert)).toMatchObject({ kind: 'retry' });
    expect(asked).toBe(0);
    expect(await send('localhost', ours.cert)).toEqual({ kind: 'delivered' });
  } finally {
    server.close();
  }
});
