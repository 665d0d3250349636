/** The way to a collector, over real sockets. T15: a wrong certificate gets no byte of a request. */
import { X509Certificate } from 'node:crypto';
import { createServer as createPlainServer, type RequestListener } from 'node:http';
import { createServer } from 'node:https';
import { type AddressInfo, createServer as createSocketServer, type Server } from 'node:net';
import { gunzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import { sha256 } from '../../../core/hash/node-hash.ts';
import { parseCollectorAddress } from '../../../core/sync/collector-address.ts';
import { networkFault } from '../../../core/sync/network-fault.ts';
import { type CollectorReply, exchange, type HttpRequest } from '../../../core/sync/transport.ts';
import { fromUtf8, toHex, utf8 } from '../../../shared/base/bytes.ts';
import { CERTIFICATE, OTHER_CERTIFICATE } from '../../harness/collector/certificates.ts';

const spkiOf = (cert: string) => toHex(sha256(new X509Certificate(cert).publicKey.export({ type: 'spki', format: 'der' })));
const PIN = spkiOf(CERTIFICATE.cert);
const code = (name: string) => expect.objectContaining({ code: name });
const ASK: HttpRequest = { method: 'POST', path: '/w/add-entries', body: utf8('entries'), encoding: 'none' };

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

async function listen(server: Server): Promise<number> {
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}
const collector = (answer: RequestListener, identity = CERTIFICATE) => listen(createServer(identity, answer));

function ask(
  port: number,
  over: { pin?: string | null; what?: Partial<HttpRequest>; patienceMs?: number; signal?: AbortSignal; wall?: number } = {},
): Promise<CollectorReply> {
  const to = { address: parseCollectorAddress(`https://127.0.0.1:${port}`), pin: over.pin === undefined ? PIN : over.pin };
  const { patienceMs = 5_000, signal = new AbortController().signal, wall = Date.now() } = over;
  return exchange(to, { ...ASK, ...over.what }, { wall: () => wall, patienceMs }, signal);
}

describe('an exchange with a collector', () => {
  it('carries body and answer, whoever signed the certificate', async () => {
    const port = await collector((request, response) => {
      const parts: Buffer[] = [];
      request.on('data', (part: Buffer) => parts.push(part));
      request.on('end', () => {
        const body = Buffer.concat(parts);
        const said = request.headers['content-encoding'] === 'gzip' ? gunzipSync(body) : body;
        response
          .writeHead(202, { 'content-type': 'Text/X.tlog.mirror-info; charset=utf-8' })
          .end(`${request.method} ${request.url} ${said}`);
      });
    });
    for (const encoding of ['none', 'gzip'] as const) {
      const answer = await ask(port, { what: { encoding } });
      expect(answer).toMatchObject({ status: 202, contentType: 'text/x.tlog.mirror-info', spki: PIN, retryAfterSeconds: null });
      expect(fromUtf8(answer.body)).toBe('POST /w/add-entries entries');
      expect(Math.abs(answer.clockOffMs ?? Infinity)).toBeLessThan(5_000);
    }
  });

  it('tells what the collector asks to wait, and how far the clocks are apart', async () => {
    const port = await collector((_, response) => response.writeHead(503, { 'retry-after': '17' }).end());
    const answer = await ask(port, { wall: Date.now() - 86_400_000 });
    expect(answer).toMatchObject({ status: 503, retryAfterSeconds: 17 });
    expect(answer.clockOffMs).toBeGreaterThan(86_300_000);
  });

  it.each(['-1', 'soon', '1.5', ''])('waits for nothing that is no number of seconds: %j', async (text) => {
    const port = await collector((_, response) => response.writeHead(429, { 'retry-after': text }).end());
    expect((await ask(port)).retryAfterSeconds).toBeNull();
  });

  it('waits a day at most', async () => {
    const port = await collector((_, response) => response.writeHead(429, { 'retry-after': '999999999' }).end());
    expect((await ask(port)).retryAfterSeconds).toBe(86_400);
  });

  it('T15: gives a wrong certificate nothing, and says so', async () => {
    let asked = 0;
    const port = await collector((_, response) => {
      asked += 1;
      response.end();
    }, OTHER_CERTIFICATE);
    await expect(ask(port)).rejects.toThrow(code('network.wrong_certificate'));
    expect(asked).toBe(0);
    expect((await ask(port, { pin: null })).spki).toBe(spkiOf(OTHER_CERTIFICATE.cert));
  });

  it('T15: gives nothing to a peer that speaks an older TLS', async () => {
    const port = await listen(createServer({ ...CERTIFICATE, maxVersion: 'TLSv1.2' }, (_, response) => response.end()));
    await expect(ask(port)).rejects.toThrow(code('network.wrong_certificate'));
  });

  it('knows a sign-in page: plain HTTP, a redirect, a page for people', async () => {
    const plain = await listen(createPlainServer((_, response) => response.end('sign in')));
    await expect(ask(plain)).rejects.toThrow(code('network.portal'));
    const moved = await collector((_, response) => response.writeHead(302, { location: 'https://sign.in/' }).end());
    await expect(ask(moved, { pin: null })).rejects.toThrow(code('network.portal'));
    const page = await collector((_, response) => response.writeHead(200, { 'content-type': 'text/html' }).end('<p>Sign in'));
    await expect(ask(page, { pin: null })).rejects.toThrow(code('network.portal'));
  });

  it('knows a collector that does not run', async () => {
    const port = await listen(createSocketServer());
    await new Promise((resolve) => servers.pop()?.close(resolve));
    await expect(ask(port)).rejects.toThrow(code('network.refused'));
  });

  it('knows a connection that is cut before, in and after the handshake', async () => {
    const port = await listen(createSocketServer((socket) => socket.destroy()));
    await expect(ask(port)).rejects.toThrow(code('network.cut'));
    const late = await collector((request) => request.socket.destroy());
    await expect(ask(late)).rejects.toThrow(code('network.cut'));
    const half = await collector((request, response) => {
      response.writeHead(200, { 'content-length': 100 }).write('half', () => request.socket.destroy());
    });
    await expect(ask(half)).rejects.toThrow(code('network.cut'));
  });

  it('waits for nobody for ever: not in the handshake, not for the answer, not in the middle of it', async () => {
    const mute = await listen(createSocketServer((socket) => socket.on('error', () => undefined)));
    await expect(ask(mute, { patienceMs: 150 })).rejects.toThrow(code('network.timed_out'));
    const hung = await collector(() => undefined);
    await expect(ask(hung, { patienceMs: 150 })).rejects.toThrow(code('network.timed_out'));
    const slow = await collector((_, response) => void response.writeHead(200).write('.'));
    await expect(ask(slow, { patienceMs: 150 })).rejects.toThrow(code('network.timed_out'));
  });

  it('gives a larger body more time', async () => {
    const port = await collector((request, response) => {
      request.resume();
      setTimeout(() => response.end(), 400); // the system's clock: what is measured is the client's own patience
    });
    await expect(ask(port, { patienceMs: 100 })).rejects.toThrow(code('network.timed_out'));
    expect((await ask(port, { patienceMs: 100, what: { body: new Uint8Array(4_096) } })).status).toBe(200);
  });

  it('takes no answer without end, and none that is not HTTP', async () => {
    const flood = await collector((_, response) => response.end(Buffer.alloc(65_537)));
    await expect(ask(flood)).rejects.toThrow(code('network.bad_answer'));
    const full = await collector((_, response) => response.end(Buffer.alloc(65_536)));
    expect((await ask(full)).body.length).toBe(65_536);
    const odd = await collector((request) => request.socket.end('220 mail.example ESMTP\r\n\r\n'));
    await expect(ask(odd)).rejects.toThrow(code('network.bad_answer'));
  });

  it('ends when it is told to', async () => {
    const stop = new AbortController();
    const port = await collector(() => stop.abort(new Error('closing')));
    await expect(ask(port, { signal: stop.signal })).rejects.toThrow('closing');
    await expect(ask(port, { signal: stop.signal })).rejects.toThrow('closing');
  });
});

describe('what the system calls it', () => {
  it.each([
    ['ENETUNREACH', 'network.none'],
    ['EAI_AGAIN', 'network.none'],
    ['ENOTFOUND', 'network.name_unknown'],
    ['EHOSTUNREACH', 'network.refused'],
    ['ETIMEDOUT', 'network.timed_out'],
    ['EWHATEVER', 'network.cut'],
  ])('%s is %s', (system, ours) => {
    expect(networkFault(Object.assign(new Error(system), { code: system })).code).toBe(ours);
    expect(networkFault(new AggregateError([new Error('v6'), Object.assign(new Error(), { code: system })])).code).toBe(ours);
  });
});

describe('the address of a collector', () => {
  it.each([
    ['https://collector.example', { host: 'collector.example', port: 443, text: 'https://collector.example' }],
    [' https://Collector.example:8443/ ', { host: 'collector.example', port: 8443, text: 'https://collector.example:8443' }],
    ['https://[::1]:8443', { host: '::1', port: 8443, text: 'https://[::1]:8443' }],
  ])('%s', (typed, address) => expect(parseCollectorAddress(typed)).toEqual(address));

  it.each([
    '',
    'collector.example',
    'http://collector.example',
    'https://',
    'https://a.example/path',
    'https://u:p@a.example',
    'https://a.example?x',
    'https://a.example#x',
    'https://a.example:0',
    'https://a.example:99999',
  ])('is not %j', (typed) => expect(() => parseCollectorAddress(typed)).toThrow(code('network.bad_address')));
});
