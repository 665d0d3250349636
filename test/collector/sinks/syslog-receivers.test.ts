import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { cefMessage, cefText } from '../../../collector/sinks/cef.ts';
import { syslogHeader, syslogMessage } from '../../../collector/sinks/syslog.ts';
import { sendSyslog } from '../../../collector/sinks/syslog-sender.ts';
import { leaveOutWithout } from '../../harness/base/peers.ts';
import { tempFolder } from '../../harness/base/temp-folder.ts';
import { CORPUS } from '../../harness/collector/syslog-corpus.ts';
import { certificate } from './certificate.ts';
import { missingFor, type Parsed, SyslogReceiver } from './syslog-receivers.ts';

const LIMITS = { pen: 32_473, maxBytes: 8192 };

/** A byte order mark says that the text is UTF-8, and is no part of it; rsyslog keeps it, and the space before the text. */
const textOf = ({ msg }: Parsed) => msg.replace(/^ ?\ufeff?/, '');

async function sent(receiver: SyslogReceiver, messages: readonly Uint8Array[], tls: { ca: string; serverName: string } | null = null) {
  const to = { host: '127.0.0.1', port: receiver.port, tls, timeoutMs: 20_000 };
  expect(await sendSyslog(messages, to)).toEqual({ kind: 'delivered' });
  await expect.poll(() => receiver.parsed().length, { timeout: 20_000 }).toBeGreaterThanOrEqual(messages.length);
  return receiver.parsed();
}

// T20
describe.each(['rsyslog', 'syslog-ng'] as const)('T20: %s', (daemon) => {
  test(`T20: reads back every field of ${CORPUS.length} hostile values, and no message more`, async (context) => {
    leaveOutWithout(missingFor(daemon), context);
    using folder = tempFolder();
    const receiver = await SyslogReceiver.start(daemon, folder.path);
    try {
      const parsed = await sent(
        receiver,
        CORPUS.map(({ item }) => syslogMessage(item, LIMITS)),
      );
      expect(parsed).toHaveLength(CORPUS.length);
      for (const [i, { value, item, fields, text }] of CORPUS.entries()) {
        const got = parsed[i];
        if (got === undefined) throw new Error(`message ${i} is missing`);
        const host = syslogHeader(item).split(' ')[2];
        expect({ ...got, msg: null }, value).toEqual({
          priority: '106',
          host,
          app: 'halligan',
          msgid: 'vault.unseal',
          msg: null,
          sd: { 'halligan@32473': fields },
        });
        expect(text.startsWith(textOf(got)), value).toBe(true);
        if (value.length < 500) expect(textOf(got), value).toBe(text);
      }
      console.log(`${daemon}: ${parsed.length} of ${CORPUS.length} messages parse back to equal fields`);
    } finally {
      await receiver.stop();
    }
  }, 60_000);

  test('keeps CEF apart from what it holds', async (context) => {
    leaveOutWithout(missingFor(daemon), context);
    using folder = tempFolder();
    const receiver = await SyslogReceiver.start(daemon, folder.path);
    try {
      const parsed = await sent(
        receiver,
        CORPUS.map(({ item }) => cefMessage(item, LIMITS)),
      );
      expect(parsed).toHaveLength(CORPUS.length);
      for (const [i, { value, item }] of CORPUS.entries()) {
        const got = textOf(parsed[i] as Parsed); // as many as there are values
        expect(value.length < 500 ? got : cefText(item).startsWith(got), value).toBe(value.length < 500 ? cefText(item) : true);
      }
    } finally {
      await receiver.stop();
    }
  }, 60_000);
});

test('syslog-ng receives over TLS from a sender that knows its certificate', async (context) => {
  leaveOutWithout(missingFor('syslog-ng'), context);
  using folder = tempFolder();
  const { key, cert } = certificate(folder.path, 'ours', 'log.example');
  const files = { key: join(folder.path, 'tls.key'), cert: join(folder.path, 'tls.crt') };
  writeFileSync(files.key, key);
  writeFileSync(files.cert, cert);
  const receiver = await SyslogReceiver.start('syslog-ng', folder.path, files);
  try {
    const few = CORPUS.slice(0, 20);
    const parsed = await sent(
      receiver,
      few.map(({ item }) => syslogMessage(item, LIMITS)),
      { ca: cert, serverName: 'log.example' },
    );
    expect(parsed.map(({ sd }) => sd['halligan@32473'])).toEqual(few.map(({ fields }) => fields));
  } finally {
    await receiver.stop();
  }
}, 60_000);
