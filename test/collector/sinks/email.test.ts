import { describe, expect, test } from 'vitest';
import { emailOf } from '../../../collector/sinks/email.ts';
import { type MailReceiver, sendEmail } from '../../../collector/sinks/email-sender.ts';
import { tempFolder } from '../../harness/base/temp-folder.ts';
import { alertItem, entryItem, HOSTILE, UNSEAL } from '../../harness/collector/sample-items.ts';
import { certificate } from './certificate.ts';
import { MailServer } from './mail-server.ts';

const receiverAt = (port: number, change: Partial<MailReceiver> = {}): MailReceiver => ({
  host: '127.0.0.1',
  port,
  tls: 'none',
  ca: null,
  login: null,
  from: 'halligan@example.org',
  to: ['ops@example.org', 'night@example.org'],
  timeoutMs: 2_000,
  ...change,
});

describe('a mail', () => {
  test('says the gravest first, and all of them', () => {
    const mail = emailOf([entryItem({ ...UNSEAL, drill: true }), alertItem(), entryItem()]);
    expect(mail.subject).toBe(
      '[Halligan] CRITICAL: A compartment is opened by its quorum. Station ops-1. Incident INC-4471. Begun. (and 2 more)',
    );
    expect(mail.text.split('\n\n')).toHaveLength(3);
    expect(mail.text).toContain('DRILL: A compartment is opened');
    expect(mail.text).toContain(`Id: ${entryItem().leafHash}`);
    expect(() => emailOf([])).toThrow();
  });

  test('of the same items has the same bytes and id, and of others another', () => {
    expect(emailOf([entryItem()])).toEqual(emailOf([entryItem()]));
    expect(emailOf([entryItem()]).messageId).not.toBe(emailOf([alertItem()]).messageId);
  });
});

describe('mail', () => {
  test('is handed in for everybody, with hostile words in their place', async () => {
    await using server = await MailServer.start();
    for (const value of [...HOSTILE, '.\r\n.\r\nQUIT\r\n', 'x\r\nBcc: evil@example.org\r\n\r\nbody']) {
      const item = entryItem(UNSEAL, { station: value, said: { reason: value } });
      expect(await sendEmail([item], receiverAt(server.port)), value).toEqual({ kind: 'delivered' });
      const mail = server.mails.at(-1);
      expect(mail).toMatchObject({ from: 'halligan@example.org', to: ['ops@example.org', 'night@example.org'] });
      const head = mail?.data.split('\r\n\r\n', 1)[0]?.replace(/\r\n[ \t]/g, ' ') ?? '';
      const names = head.split('\r\n').map((line) => line.split(':', 1)[0]?.toLowerCase());
      expect(names.toSorted()).toEqual(
        [
          'auto-submitted',
          'content-transfer-encoding',
          'content-type',
          'date',
          'from',
          'message-id',
          'mime-version',
          'subject',
          'to',
        ].toSorted(),
      );
      expect(head).toContain(`Message-ID: ${emailOf([item]).messageId}`);
    }
    expect(server.mails).toHaveLength(HOSTILE.length + 2);
    expect(server.commands.every((text) => /^(EHLO|MAIL|RCPT|DATA|QUIT)/.test(text))).toBe(true);
  });

  test('is tried again on anything that may pass, and dead where the content is refused or some people are', async () => {
    const sent = async (of: (command: string) => string | null) => {
      await using server = await MailServer.start({ answer: of });
      return await sendEmail([entryItem()], receiverAt(server.port));
    };
    const on = (begin: string, answer: string) => (command: string) => (command.startsWith(begin) ? answer : null);
    expect(await sent(on('EHLO', '421 later'))).toMatchObject({ kind: 'retry' });
    expect(await sent(on('MAIL', '550 not you'))).toMatchObject({ kind: 'retry', why: expect.stringContaining('550') });
    expect(await sent(on('RCPT', '450 greylisted'))).toMatchObject({ kind: 'retry' });
    expect(await sent(on('DATA.', '451 later'))).toMatchObject({ kind: 'retry' });
    expect(await sent(on('DATA.', '554 spam'))).toEqual({ kind: 'dead', why: 'answered 554' });
    expect(await sent(on('RCPT TO:<night', '550 nobody'))).toEqual({ kind: 'dead', why: 'refused for 1 of 2 people' });
    expect(await sent(on('DATA.', ''))).toEqual({ kind: 'retry', why: expect.stringMatching(/2000 ms|[Tt]imeout/) });
  });

  test('waits no longer than it may, and says nothing of the password', async () => {
    await using server = await MailServer.start({ answer: (command) => (command.startsWith('AUTH') ? '535 no hunter2' : null) });
    const outcome = await sendEmail([entryItem()], receiverAt(server.port, { login: { user: 'u', password: 'hunter2' } }));
    expect(outcome).toEqual({ kind: 'retry', why: 'the login was refused (535)' });
    await using slow = await MailServer.start({ answer: (command) => (command.startsWith('MAIL') ? '' : null) });
    const started = Date.now();
    expect(await sendEmail([entryItem()], receiverAt(slow.port, { timeoutMs: 300 }))).toMatchObject({ kind: 'retry' });
    expect(Date.now() - started).toBeLessThan(2_000);
  });

  test('goes over TLS to the named server of the given authority alone, and in the clear to this machine alone', async () => {
    using folder = tempFolder();
    const ours = certificate(folder.path, 'ours', 'localhost');
    const other = certificate(folder.path, 'other', 'localhost');
    for (const mode of ['implicit', 'starttls'] as const) {
      await using server = await MailServer.start({ tls: ours, mode });
      const to = (ca: string) => receiverAt(server.port, { host: 'localhost', tls: mode, ca });
      expect(await sendEmail([entryItem()], to(other.cert))).toMatchObject({ kind: 'retry' });
      expect(server.mails).toHaveLength(0);
      expect(await sendEmail([entryItem()], to(ours.cert))).toEqual({ kind: 'delivered' });
    }
    await using stripped = await MailServer.start();
    expect(await sendEmail([entryItem()], receiverAt(stripped.port, { tls: 'starttls', ca: ours.cert }))).toMatchObject({ kind: 'retry' });
    expect(stripped.mails).toHaveLength(0);
    expect(await sendEmail([entryItem()], receiverAt(25, { host: '192.0.2.1' }))).toEqual({
      kind: 'retry',
      why: 'mail without TLS is for this machine alone',
    });
  });
});
