import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { expect } from '@playwright/test';
import { test } from '../../harness/app/app.ts';
import { ask, refusals } from '../../harness/app/ask-page.ts';
import { networkSockets, processTree } from '../../harness/base/process-tree.ts';
import { reachOut } from './reach-out.ts';

test('no process of the app has a network socket, listening or not', async ({ sample }) => {
  await ask(sample.page, 'sample.child', { value: 'hello' });
  const pids = processTree(sample.pid);
  expect(pids.length).toBeGreaterThan(4);
  expect(networkSockets(pids)).toEqual([]);
});

test('the sockets of a process are found where there are some', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  expect(networkSockets([process.pid]).length).toBeGreaterThan(0);
  server.close();
});

test('the page reaches nothing, with its policies and without', async ({ sample }) => {
  test.setTimeout(120_000);
  const { page } = sample;
  const arrived: string[] = [];
  const tcp = createServer((socket) => {
    arrived.push('tcp');
    socket.on('error', () => undefined);
    socket.end('HTTP/1.1 200 OK\r\nAccess-Control-Allow-Origin: *\r\nContent-Length: 2\r\n\r\nok');
  }).listen(0, '127.0.0.1');
  await once(tcp, 'listening');
  const { port } = tcp.address() as { port: number };
  const udp = createSocket('udp4').on('message', () => arrived.push('udp'));
  udp.bind(port, '127.0.0.1');
  await once(udp, 'listening');

  const within = await page.evaluate(reachOut, port);
  expect(Object.entries(within).filter(([, result]) => result.startsWith('REACHED'))).toEqual([]);
  expect(await refusals(page)).toContain('policy connect-src');

  const cdp = await page.context().newCDPSession(page);
  await cdp.send('Page.setBypassCSP', { enabled: true });
  await page.reload();
  const without = await page.evaluate(reachOut, port);
  expect(Object.entries(without).filter(([, result]) => result.startsWith('REACHED'))).toEqual([]);
  expect(await refusals(page)).toContain('request http:');

  expect(arrived).toEqual([]);
  tcp.close();
  udp.close();
});

test('of its own origin the page gets the files of the build, by GET, and nothing else', async ({ sample }) => {
  const { page } = sample;
  const status = (path: string, method = 'GET') =>
    page.evaluate(
      ([path, method]) =>
        fetch(path, { method }).then(
          (response) => response.status,
          (error: Error) => error.name,
        ),
      [path, method] as const,
    );
  expect(await status('/page.js')).toBe(200);
  for (const path of [
    '/preload.cjs',
    '/main.js',
    '/assets.json',
    '/..%2fmain.js',
    '/%2e%2e/main.js',
    '/page.js/',
    '/PAGE.JS',
    '/__proto__',
    '/page.js%00',
  ]) {
    expect([path, await status(path)]).toEqual([path, 404]);
  }
  for (const method of ['POST', 'PUT', 'DELETE', 'HEAD']) expect([method, await status('/page.js', method)]).toEqual([method, 403]);
  const logged = await refusals(page);
  expect(logged).toContain('request path');
});
