/** From a station's log to every kind of sink that the configuration knows, over real sockets, by the collector whole. */
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage } from 'node:http';
import { type AddressInfo, createServer as createPlain, type Server } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { createServer as createTls } from 'node:tls';
import { Webhook } from 'standardwebhooks';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { ROUTES } from '../../../collector/console/routes/routes.ts';
import { decide, makeCode } from '../../../collector/enrol/enrolment.ts';
import { parseConfig } from '../../../collector/program/config-file.ts';
import { type RunningCollector, startCollector } from '../../../collector/program/start-collector.ts';
import { askToEnrol } from '../../../core/sync/ask-to-enrol.ts';
import { parseCollectorAddress } from '../../../core/sync/collector-address.ts';
import { CollectorClient } from '../../../core/sync/collector-client.ts';
import { sendRound } from '../../../core/sync/send-round.ts';
import { UploadState } from '../../../core/sync/upload-state.ts';
import { tempFolder } from '../../harness/base/temp-folder.ts';
import { enrolBody } from '../../harness/collector/running-collector.ts';
import { headToSend } from '../../harness/log/head-to-send.ts';
import { SIGNER, sampleLog, signedLog } from '../../harness/log/sample-log.ts';
import { certificate } from '../sinks/certificate.ts';
import { MailServer } from '../sinks/mail-server.ts';
import { post } from './tls-post.ts';

const WHOLE = sampleLog();
const ALERTS = ['request.declare', 'share.reject', 'vault.unseal', 'item.reveal'];
const KEY = Buffer.alloc(32, 9).toString('base64');
const TOKEN = 'token-of-the-siem';

interface Post {
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

let folder: ReturnType<typeof tempFolder>;
let running: RunningCollector | null = null;
const ends: (() => Promise<unknown> | unknown)[] = [];
beforeEach(() => {
  folder = tempFolder();
});
afterEach(async () => {
  await running?.close();
  for (const end of ends.splice(0)) await end();
  folder[Symbol.dispose]();
});

async function portOf(server: Pick<Server, 'listen' | 'address' | 'close'>): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  ends.push(() => new Promise((resolve) => server.close(resolve)));
  return (server.address() as AddressInfo).port; // of a server that listens on a port
}

/** What each kind of receiver was sent. */
async function receivers() {
  const posts: Post[] = [];
  const http = await portOf(
    createServer(async (request, response) => {
      posts.push({ path: request.url ?? '', headers: request.headers, body: await text(request) });
      response.end();
    }),
  );
  const got = { tls: '', tcp: '', udp: [] as string[] };
  const tls = certificate(folder.path, 'syslog', 'localhost');
  const overTls = await portOf(
    createTls({ ...tls, allowHalfOpen: true }, (socket) => {
      socket.on('data', (piece) => (got.tls += piece)).on('end', () => socket.end());
    }),
  );
  const plain = await portOf(
    createPlain({ allowHalfOpen: true }, (socket) => {
      socket.on('data', (piece) => (got.tcp += piece)).on('end', () => socket.end());
    }),
  );
  const udp = createSocket('udp4').bind(0, '127.0.0.1');
  await once(udp, 'listening');
  udp.on('message', (message) => got.udp.push(message.toString()));
  ends.push(() => udp.close());
  const mail = await MailServer.start();
  ends.push(() => mail[Symbol.asyncDispose]());
  return { posts, got, mail, http, overTls, plain, udp: udp.address().port };
}

function writtenConfig(to: Awaited<ReturnType<typeof receivers>>): string {
  const file = (name: string, words: string): string => {
    writeFileSync(join(folder.path, name), words, { mode: 0o600 });
    return join(folder.path, name);
  };
  mkdirSync(join(folder.path, 'events'));
  const [secretFile, tokenFile] = [file('secret', `whsec_${KEY}\n`), file('token', `${TOKEN}\n`)];
  const base = `http://127.0.0.1:${to.http}`;
  const sinks = [
    { kind: 'webhook', name: 'pager', url: `${base}/hook`, secretFile },
    { kind: 'otlp', name: 'otlp', url: `${base}/v1/logs`, tokenFile, events: 'all' },
    { kind: 'ocsf', name: 'ocsf', url: `${base}/ocsf` },
    { kind: 'ocsf-file', name: 'lake', folder: join(folder.path, 'events'), events: 'all' },
    { kind: 'syslog', name: 'siem', host: 'localhost', port: to.overTls, caFile: join(folder.path, 'syslog.crt'), pen: 9 },
    { kind: 'cef', name: 'cef', host: '127.0.0.1', port: to.plain, transport: 'tcp' },
    { kind: 'syslog', name: 'old', host: '127.0.0.1', port: to.udp, transport: 'udp', pen: 9 },
    {
      kind: 'email',
      name: 'mail',
      host: '127.0.0.1',
      port: to.mail.port,
      tls: 'none',
      from: 'halligan@example.org',
      to: ['ops@example.org'],
    },
  ];
  const place = { host: '127.0.0.1', port: 0 };
  return JSON.stringify({ listen: place, reader: place, sinks });
}

async function start(config: string): Promise<RunningCollector> {
  const data = join(folder.path, 'data');
  running = await startCollector({ data, config: parseConfig(config, 'c.json'), database: null, report: () => undefined });
  return running;
}

async function synced({ collector, address: at }: RunningCollector): Promise<void> {
  const address = parseCollectorAddress(at);
  const asking = { log: SIGNER.key, transport: { wall: Date.now }, signal: new AbortController().signal };
  const { pins } = await askToEnrol(address, enrolBody(signedLog(WHOLE.leaves.slice(0, 2)), await makeCode(collector, null)), asking);
  await decide(collector, pins.id, 'active', null);
  const client = new CollectorClient({ address, pin: pins.spki }, { wall: Date.now }, new AbortController().signal);
  await sendRound(client, await headToSend(WHOLE), { log: SIGNER.key, collectors: [collector.keys.receipts.key] }, new UploadState());
}

const times = (words: string, pattern: RegExp): number => words.match(pattern)?.length ?? 0;

it('tells every sink of the configuration, each in its form and once, and nothing again after a restart', async () => {
  const to = await receivers();
  const config = writtenConfig(to);
  await synced(await start(config));
  const of = (path: string): Post[] => to.posts.filter((post) => post.path === path);
  const records = (): unknown[] =>
    of('/v1/logs').flatMap(({ body }) => JSON.parse(body).resourceLogs[0].scopeLogs[0].logRecords as unknown[]);
  const lines = (): string[] =>
    readdirSync(join(folder.path, 'events')).flatMap((name) =>
      readFileSync(join(folder.path, 'events', name), 'utf8')
        .split('\n')
        .filter((line) => line !== ''),
    );
  const mails = (): string => to.mail.mails.map(({ data }) => data).join('\n');
  const all = (): readonly (readonly [string, number])[] => [
    ['pager', of('/hook').length],
    ['ocsf', of('/ocsf').length],
    ['siem', times(to.got.tls, /\d <\d+>1 /g)],
    ['cef', times(to.got.tcp, /CEF:0\|Halligan/g)],
    ['old', to.got.udp.length],
    ['mail', times(mails(), /^Id: /gm)],
    ['otlp', records().length],
    ['lake', lines().length],
  ];
  const everything = WHOLE.leaves.length + ALERTS.length;
  const whole = [
    ...['pager', 'ocsf', 'siem', 'cef', 'old', 'mail'].map((name) => [name, ALERTS.length]),
    ['otlp', everything],
    ['lake', everything],
  ];
  await expect.poll(all, { timeout: 30_000 }).toEqual(whole);

  for (const { headers, body } of of('/hook'))
    expect(new Webhook(KEY).verify(body, headers as Record<string, string>)).toHaveProperty('data');
  expect(of('/hook').map(({ body }) => JSON.parse(body).data.name)).toEqual(ALERTS.map((act) => `alert.${act}`));
  expect(of('/v1/logs')[0]?.headers.authorization).toBe(`Bearer ${TOKEN}`);
  expect(to.got.tls).toContain('[halligan@9 ');
  expect(to.mail.mails[0]).toMatchObject({ to: ['ops@example.org'], data: expect.stringContaining('CRITICAL') });
  for (const line of lines()) expect(JSON.parse(line)).toHaveProperty('class_uid');

  const cursors = async () =>
    running?.collector.db.all<{ name: string; pos: number }>('SELECT name, pos, failing_since FROM sink ORDER BY name');
  const settled = async () =>
    (await cursors())?.filter(({ name, pos }) => pos === (name.endsWith('/entries') ? everything : ALERTS.length)).length;
  await expect.poll(settled).toBe(10);
  const kept = await cursors();
  await running?.close();
  await start(config);
  await new Promise((resolve) => setTimeout(resolve, 1_500)); // shows that nothing is sent twice: a feed looks twice a second
  expect(all()).toEqual(whole);
  expect(await cursors()).toEqual(kept);
}, 60_000);

it('T26: a sink that fails is told through the others, and so is its end', async () => {
  const to = await receivers();
  let broken = true;
  const failing = await portOf(createServer((_, response) => response.writeHead(broken ? 500 : 200).end()));
  const config = JSON.parse(writtenConfig(to));
  config.sinks = [config.sinks[0], { kind: 'ocsf', name: 'deaf', url: `http://127.0.0.1:${failing}/` }];
  await synced(await start(JSON.stringify(config)));
  const told = (): string[] => to.posts.map(({ body }) => JSON.parse(body).data.name);
  await expect.poll(told, { timeout: 20_000 }).toContain('alert.sink_failing');
  expect(told().slice(0, ALERTS.length)).toEqual(ALERTS.map((act) => `alert.${act}`));
  broken = false;
  await expect.poll(told, { timeout: 20_000 }).toContain('alert.sink_recovered');
}, 60_000);

it('takes sinks and their targets from its file alone: nothing that comes over the network changes them', async () => {
  const to = await receivers();
  const config = writtenConfig(to);
  const started = await start(config);
  const { address, status, collector } = started;
  const words = JSON.stringify({ kind: 'webhook', name: 'evil', url: 'http://127.0.0.1:1/', sinks: [] });
  const paths = ['/v1/sinks', '/v1/sinks/pager', '/v1/config', '/v1/feeds', '/metrics', '/collector.json', '/'];
  for (const method of ['POST', 'PUT', 'PATCH', 'DELETE'])
    for (const path of paths) {
      const answer = await fetch(`${status}${path}`, { method, body: words, headers: { 'content-type': 'application/json' } });
      expect([answer.ok, method, path]).toEqual([false, method, path]);
    }
  // No route of the page, whoever is signed in, is about them; and of a station's there is a closed list.
  for (const { path, method } of ROUTES) expect(path.source, method).not.toMatch(/sink|feed|config|webhook/i);
  const { host, port } = parseCollectorAddress(address);
  for (const path of paths) expect((await post({ host, port }, path, words)).status, path).toBe(404);
  expect(await collector.db.all("SELECT name FROM sink WHERE name = 'evil'")).toEqual([]);
  await synced(started);
  await expect.poll(() => to.posts.filter(({ path }) => path === '/hook').length, { timeout: 20_000 }).toBe(ALERTS.length);
}, 60_000);
