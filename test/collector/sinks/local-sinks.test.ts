import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { appendFileSync, chmodSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ocsfEvent } from '../../../collector/sinks/ocsf.ts';
import { ocsfFile, writeOcsf } from '../../../collector/sinks/ocsf-file.ts';
import { syslogMessage } from '../../../collector/sinks/syslog.ts';
import { sendSyslogDatagrams } from '../../../collector/sinks/syslog-datagrams.ts';
import { fromUtf8 } from '../../../shared/base/bytes.ts';
import { tempFolder } from '../../harness/base/temp-folder.ts';
import { alertItem, entryItem, UNSEAL } from '../../harness/collector/sample-items.ts';

const NOON = Date.UTC(2026, 10, 25, 12);
const DAY = 86_400_000;

describe('a file of OCSF', () => {
  test('is of one day, of nobody else, and has a line for each', () => {
    using folder = tempFolder();
    expect(writeOcsf([entryItem(), alertItem()], folder.path, NOON)).toEqual({ kind: 'delivered' });
    expect(writeOcsf([alertItem()], folder.path, NOON + 1)).toEqual({ kind: 'delivered' });
    expect(writeOcsf([entryItem()], folder.path, NOON + DAY)).toEqual({ kind: 'delivered' });
    const today = join(folder.path, 'halligan-2026-11-25.ocsf.jsonl');
    expect(readFileSync(today, 'utf8')).toBe([entryItem(), alertItem(), alertItem()].map((item) => `${ocsfEvent(item)}\n`).join(''));
    expect(statSync(today).mode & 0o777).toBe(0o600);
    expect(readFileSync(ocsfFile(folder.path, NOON + DAY), 'utf8').split('\n')).toHaveLength(2);
    rmSync(today);
    expect(writeOcsf([alertItem()], folder.path, NOON)).toEqual({ kind: 'delivered' });
    expect(readFileSync(today, 'utf8')).toBe(`${ocsfEvent(alertItem())}\n`);
  });

  test('loses the line that was left half written, however long, and no other', () => {
    using folder = tempFolder();
    writeOcsf([entryItem()], folder.path, NOON);
    for (const torn of ['{"half":', 'x'.repeat(200_000)]) {
      appendFileSync(ocsfFile(folder.path, NOON), torn);
      writeOcsf([alertItem()], folder.path, NOON);
    }
    const events = [entryItem(), alertItem(), alertItem()].map((item) => `${ocsfEvent(item)}\n`);
    expect(readFileSync(ocsfFile(folder.path, NOON), 'utf8')).toBe(events.join(''));
    writeFileSync(ocsfFile(folder.path, NOON), 'no line at all');
    writeOcsf([alertItem()], folder.path, NOON);
    expect(readFileSync(ocsfFile(folder.path, NOON), 'utf8')).toBe(`${ocsfEvent(alertItem())}\n`);
  });

  test('is not written through a link, where others may read it, or where there is no folder', () => {
    using folder = tempFolder();
    const elsewhere = join(folder.path, 'elsewhere');
    writeFileSync(elsewhere, 'mine', { mode: 0o600 });
    symlinkSync(elsewhere, ocsfFile(folder.path, NOON));
    expect(writeOcsf([alertItem()], folder.path, NOON)).toMatchObject({ kind: 'retry' });
    expect(readFileSync(elsewhere, 'utf8')).toBe('mine');
    writeFileSync(ocsfFile(folder.path, NOON + DAY), '');
    chmodSync(ocsfFile(folder.path, NOON + DAY), 0o644);
    expect(writeOcsf([alertItem()], folder.path, NOON + DAY)).toMatchObject({
      kind: 'retry',
      why: expect.stringContaining('read by others'),
    });
    expect(writeOcsf([alertItem()], join(folder.path, 'none'), NOON)).toMatchObject({
      kind: 'retry',
      why: expect.stringContaining('ENOENT'),
    });
  });
});

describe('syslog over UDP', () => {
  test('is a datagram for each message, at most 2,048 bytes', async () => {
    const receiver = createSocket('udp4').bind(0, '127.0.0.1');
    await once(receiver, 'listening');
    const got: Buffer[] = [];
    receiver.on('message', (message) => got.push(message));
    try {
      const long = entryItem(UNSEAL, { said: { reason: 'ä'.repeat(5_000) } });
      const messages = [entryItem(), long].map((item) => syslogMessage(item, { pen: 9, maxBytes: 2048 }));
      expect(await sendSyslogDatagrams(messages, { host: '127.0.0.1', port: receiver.address().port })).toEqual({ kind: 'delivered' });
      await expect.poll(() => got.length).toBe(2);
      expect(got[0]?.toString()).toBe(fromUtf8(messages[0] ?? new Uint8Array(0)));
      expect(got[1]?.length).toBeLessThanOrEqual(2048);
      expect(got[1]?.toString()).toContain('[halligan@9 ');
      const larger = [syslogMessage(long, { pen: 9, maxBytes: 2060 })];
      expect(await sendSyslogDatagrams(larger, { host: '127.0.0.1', port: receiver.address().port })).toMatchObject({ kind: 'dead' });
    } finally {
      receiver.close();
    }
  });

  test('is tried again where its host is unknown', async () => {
    expect(await sendSyslogDatagrams([new Uint8Array(3)], { host: 'no.such.host.invalid', port: 514 })).toMatchObject({ kind: 'retry' });
  });
});
