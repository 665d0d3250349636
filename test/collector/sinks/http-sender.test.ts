import { once } from 'node:events';
import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { Webhook } from 'standardwebhooks';
import { describe, expect, test } from 'vitest';
import type { HttpReceiver } from '../../../collector/sinks/http-post.ts';
import { sendOcsf, sendOtlp, sendWebhook } from '../../../collector/sinks/http-sender.ts';
import type { DeliveryOutcome } from '../../../collector/sinks/outcome.ts';
import { retryAfterMs } from '../../../collector/sinks/retry-after.ts';
import { toBase64 } from '../../../shared/base/bytes.ts';
import { alertItem, entryItem } from '../../harness/collector/sample-items.ts';

const NOW = Date.UTC(2026, 10, 25, 12);
const KEY = new Uint8Array(32).fill(9);

type Send = (receiver: HttpReceiver) => Promise<DeliveryOutcome>;
const otlp: Send = (receiver) => sendOtlp([entryItem(), alertItem()], receiver, NOW);
const webhook: Send = (receiver) => sendWebhook(entryItem(), KEY, receiver, Date.now());
const ocsf: Send = (receiver) => sendOcsf(entryItem(), receiver, NOW);

/** What becomes of it where each request is met by `meet`. */
async function sentTo(send: Send, meet: RequestListener): Promise<DeliveryOutcome> {
  const server = createServer(meet).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo; // of a server that listens on a port
  try {
    const url = new URL(`http://127.0.0.1:${port}/v1/logs`);
    return await send({ url, ca: null, headers: { authorization: 'Bearer t' }, timeoutMs: 400 });
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

function answer(status: number, body = '', headers: Readonly<Record<string, string>> = {}) {
  return (_: IncomingMessage, response: ServerResponse) => response.writeHead(status, headers).end(body);
}

describe('OTLP', () => {
  test('is delivered where all records are taken', async () => {
    let got: Promise<string> | null = null;
    const outcome = await sentTo(otlp, (request, response) => {
      expect(request.headers).toMatchObject({ 'content-type': 'application/json', authorization: 'Bearer t' });
      got = text(request);
      response.end('{"partialSuccess":{"rejectedLogRecords":"0","errorMessage":"slow down"}}');
    });
    expect(outcome).toEqual({ kind: 'delivered' });
    expect(JSON.parse((await got) ?? '').resourceLogs[0].scopeLogs[0].logRecords).toHaveLength(2);
    for (const body of ['', '{}', '{"partialSuccess":null}']) expect(await sentTo(otlp, answer(200, body))).toEqual({ kind: 'delivered' });
  });

  test('is dead where a record is rejected, and not sent again', async () => {
    for (const count of ['1', '"1"']) {
      const outcome = await sentTo(otlp, answer(200, `{"partialSuccess":{"rejectedLogRecords":${count}}}`));
      expect(outcome).toEqual({ kind: 'dead', why: 'the receiver rejected 1 of these records' });
    }
  });

  test('is tried again on 429, 502, 503 and 504 alone', async () => {
    for (const status of [429, 502, 503, 504]) {
      expect(await sentTo(otlp, answer(status, '', { 'retry-after': '7' }))).toEqual({
        kind: 'retry',
        why: `answered ${status}`,
        afterMs: 7000,
      });
    }
    for (const status of [400, 401, 404, 413, 500, 501])
      expect(await sentTo(otlp, answer(status))).toEqual({ kind: 'dead', why: `answered ${status}` });
  });

  test('is not delivered by an answer of something else', async () => {
    const why = 'the answer is none of OTLP';
    for (const body of [
      '<html>',
      '[]',
      'null',
      '{"partialSuccess":{"rejectedLogRecords":-1}}',
      '{"partialSuccess":{"rejectedLogRecords":"x"}}',
      ' '.repeat(70_000),
    ]) {
      expect(await sentTo(otlp, answer(200, body)), body.slice(0, 60)).toEqual({ kind: 'retry', why });
    }
  });
});

describe('a webhook', () => {
  test('is delivered by any 2xx, and believed', async () => {
    let got: unknown = null;
    const outcome = await sentTo(webhook, async (request, response) => {
      const { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signature } = request.headers;
      const headers = { 'webhook-id': String(id), 'webhook-timestamp': String(timestamp), 'webhook-signature': String(signature) };
      got = new Webhook(`whsec_${toBase64(KEY)}`).verify(await text(request), headers);
      response.writeHead(204).end();
    });
    expect(outcome).toEqual({ kind: 'delivered' });
    expect(got).toMatchObject({ type: 'halligan.entry', data: { id: entryItem().leafHash } });
  });

  test('is tried again on anything else but 410', async () => {
    for (const status of [400, 401, 404, 429, 500])
      expect(await sentTo(webhook, answer(status))).toEqual({ kind: 'retry', why: `answered ${status}` });
    expect(await sentTo(webhook, answer(410))).toEqual({ kind: 'dead', why: 'answered 410' });
  });
});

test('an event of OCSF is dead where its content is refused', async () => {
  expect(await sentTo(ocsf, answer(202))).toEqual({ kind: 'delivered' });
  for (const status of [400, 413, 415, 422])
    expect(await sentTo(ocsf, answer(status))).toEqual({ kind: 'dead', why: `answered ${status}` });
  for (const status of [401, 403, 429, 500, 503])
    expect(await sentTo(ocsf, answer(status))).toEqual({ kind: 'retry', why: `answered ${status}` });
});

describe('whatever is sent', () => {
  test.each(Object.entries({ otlp, webhook, ocsf }))(
    '%s: follows no redirect, waits no longer than it may, reads no endless answer',
    async (_, send) => {
      let asked = 0;
      const redirected = await sentTo(send, (request, response) => {
        asked++;
        if (request.url === '/elsewhere') response.end();
        else response.writeHead(307, { location: '/elsewhere' }).end();
      });
      expect(redirected.kind).not.toBe('delivered');
      expect(asked).toBe(1);
      const late = { kind: 'retry', why: 'no whole answer within 400 ms' };
      expect(await sentTo(send, () => undefined)).toEqual(late);
      expect(await sentTo(send, (_, response) => response.writeHead(200).write('{'))).toEqual(late);
      expect(await sentTo(send, (request) => request.socket.destroy())).toMatchObject({ kind: 'retry' });
      const endless = await sentTo(send, (_, response) => {
        const more = (): void => {
          while (!response.destroyed && response.write(' '.repeat(65_536)));
        };
        response.on('drain', more).on('error', () => undefined);
        more();
      });
      expect(endless).not.toEqual(late);
    },
  );
});

test('nothing is sent in the clear to another machine, whatever its name looks like', async () => {
  const receiverOf = (url: string): HttpReceiver => ({ url: new URL(url), ca: null, headers: {}, timeoutMs: 300 });
  for (const url of [
    'http://192.0.2.1/',
    'http://localhost.example.invalid/',
    'http://127.0.0.1.example.invalid/',
    'http://[2001:db8::1]/',
  ])
    for (const send of [otlp, webhook, ocsf])
      expect(await send(receiverOf(url)), url).toEqual({ kind: 'retry', why: 'http: is for this machine alone' });
  expect(await ocsf(receiverOf('ftp://127.0.0.1/'))).toEqual({ kind: 'retry', why: 'http: is for this machine alone' });
  for (const url of ['http://127.0.0.1:1/', 'http://localhost:1/', 'http://[::1]:1/'])
    expect(await ocsf(receiverOf(url))).toMatchObject({ kind: 'retry', why: expect.not.stringContaining('this machine') });
});

test('Retry-After is seconds or a date, an hour at most', () => {
  const says: readonly (readonly [string | null, number | null])[] = [
    [null, null],
    ['0', 0],
    ['120', 120_000],
    ['999999999', 3_600_000],
    ['Wed, 25 Nov 2026 12:00:30 GMT', 30_000],
    ['Wed, 25 Nov 2026 11:00:00 GMT', 0],
    ['Wed, 25 Nov 2099 11:00:00 GMT', 3_600_000],
    ['-1', null],
    ['1.5', null],
    ['soon', null],
    ['soon GMT', null],
    ['99999999999', null],
  ];
  for (const [value, ms] of says) expect(retryAfterMs(value, NOW), String(value)).toBe(ms);
});
