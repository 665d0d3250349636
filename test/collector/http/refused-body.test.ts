/** A body that is refused before it was read: whoever sends it is told why, though more of it is on its way. */
import { setTimeout as sleep } from 'node:timers/promises';
import { connect } from 'node:tls';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { RunningCollector } from '../../harness/collector/running-collector.ts';

const MIB = 1024 * 1024;
let running: RunningCollector;
beforeAll(async () => {
  running = await RunningCollector.start();
});
afterAll(() => running.end());

/** Sends without looking at what is answered, and looks half a second later. */
async function answerTo(bytes: number): Promise<string> {
  const socket = connect({ host: '127.0.0.1', port: running.port, rejectUnauthorized: false });
  let said = '';
  socket.on('data', (part) => {
    said += part.toString();
  });
  socket.on('error', () => undefined);
  const closed = new Promise((resolve) => socket.once('close', resolve));
  await new Promise((resolve) => socket.once('secureConnect', resolve));
  socket.write(`POST /v1/disclosures HTTP/1.1\r\nhost: x\r\ncontent-length: ${bytes}\r\n\r\n`);
  socket.write(Buffer.alloc(bytes, 10));
  socket.pause();
  await sleep(500); // a sender who is slow to listen
  socket.resume();
  await closed;
  return said;
}

it('is answered', async () => {
  for (let i = 0; i < 3; i++) expect(await answerTo(6 * MIB)).toContain('"code":"log.body_too_large"');
});

it('is read for a while only', async () => {
  const from = performance.now();
  await answerTo(40 * MIB);
  expect(performance.now() - from).toBeLessThan(5_000);
  await expect.poll(() => running.connections()).toBe(0);
});
