import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:tls';
import { expect, test } from 'vitest';
import { sendSyslog } from '../../../collector/sinks/syslog-sender.ts';
import { utf8 } from '../../../shared/base/bytes.ts';
import { tempFolder } from '../../harness/base/temp-folder.ts';
import { certificate } from './certificate.ts';

test('syslog over TLS goes to the named receiver of the given authority alone', async () => {
  using folder = tempFolder();
  const ours = certificate(folder.path, 'ours', 'log.example');
  const other = certificate(folder.path, 'other', 'log.example');
  let got = '';
  const server = createServer({ ...ours, allowHalfOpen: true }, (socket) => {
    socket.on('error', () => undefined).on('data', (data) => (got += data));
    socket.on('end', () => socket.end());
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo; // of a server that listens on a port
  const send = (ca: string, serverName: string) =>
    sendSyslog([utf8('<106>1 - - - - - - one')], { host: '127.0.0.1', port, tls: { ca, serverName }, timeoutMs: 3000 });
  try {
    expect(await send(other.cert, 'log.example')).toMatchObject({ kind: 'retry' });
    expect(await send(ours.cert, 'other.example')).toMatchObject({ kind: 'retry' });
    expect(got).toBe('');
    expect(await send(ours.cert, 'log.example')).toEqual({ kind: 'delivered' });
    expect(got).toBe('22 <106>1 - - - - - - one');
  } finally {
    server.close();
  }
});
