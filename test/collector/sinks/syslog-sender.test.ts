import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { describe, expect, test } from 'vitest';
import { sendSyslog } from '../../../collector/sinks/syslog-sender.ts';
import { utf8 } from '../../../shared/base/bytes.ts';

const MESSAGES = [utf8('<106>1 - - - - - - one'), utf8('<106>1 - - - - - - zwö')];

/** What becomes of the messages where each connection is met by `meet`. */
async function sentTo(meet: (socket: Socket) => void) {
  const sockets: Socket[] = [];
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    sockets.push(socket.on('error', () => undefined));
    meet(socket);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo; // of a server that listens on a port
  try {
    return await sendSyslog(MESSAGES, { host: '127.0.0.1', port, tls: null, timeoutMs: 500 });
  } finally {
    for (const socket of sockets) socket.destroy();
    server.close();
  }
}

describe('syslog over TCP', () => {
  test('is delivered when the receiver has read to the end', async () => {
    let got = '';
    const outcome = await sentTo((socket) => socket.on('data', (data) => (got += data)).on('end', () => socket.end()));
    expect(outcome).toEqual({ kind: 'delivered' });
    expect(got).toBe('22 <106>1 - - - - - - one23 <106>1 - - - - - - zwö');
  });

  test('is not delivered to a receiver that reads nothing, closes nothing, or breaks off', async () => {
    expect(await sentTo(() => undefined)).toEqual({ kind: 'retry', why: 'no end within 500 ms' });
    expect(await sentTo((socket) => socket.resume())).toEqual({ kind: 'retry', why: 'no end within 500 ms' });
    expect(await sentTo((socket) => socket.resetAndDestroy())).toMatchObject({ kind: 'retry' });
  });

  test('is tried again where nobody listens', async () => {
    const outcome = await sendSyslog(MESSAGES, { host: '127.0.0.1', port: 1, tls: null, timeoutMs: 500 });
    expect(outcome).toMatchObject({ kind: 'retry', why: expect.stringContaining('ECONNREFUSED') });
  });
});
