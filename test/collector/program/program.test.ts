/** The collector as a program: started, started again, killed, asked for the impossible, and administered at the shell. */
import { X509Certificate } from 'node:crypto';
import { chmodSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { connect as connectTls } from 'node:tls';
import Sqlite from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { sha256 } from '../../../core/hash/node-hash.ts';
import { askToEnrol, enrolmentNow } from '../../../core/sync/ask-to-enrol.ts';
import { parseCollectorAddress } from '../../../core/sync/collector-address.ts';
import { CollectorClient } from '../../../core/sync/collector-client.ts';
import { sendRound } from '../../../core/sync/send-round.ts';
import { UploadState } from '../../../core/sync/upload-state.ts';
import { toHex } from '../../../shared/base/bytes.ts';
import { sixWords } from '../../../shared/crypto/words.ts';
import { parseHeadsEntry } from '../../../shared/log/exchange/heads-entry.ts';
import { collectorFingerprint, parseCollectorKeys, stationFingerprint } from '../../../shared/log/note/collector-key.ts';
import { tempFolder } from '../../harness/base/temp-folder.ts';
import { enrolBody } from '../../harness/collector/running-collector.ts';
import { headToSend } from '../../harness/log/head-to-send.ts';
import { SIGNER, STATION, sampleLog } from '../../harness/log/sample-log.ts';
import { CollectorChild, collectorSays } from './collector-child.ts';
import { command, FREE, refusalOf } from './in-process.ts';

const WHOLE = sampleLog();
const WORDS = sixWords(stationFingerprint(SIGNER.key, sha256)).join(' ');
const asking = { log: SIGNER.key, transport: { wall: Date.now }, signal: new AbortController().signal };

function pinIn(data: string): string {
  const certificate = new X509Certificate(readFileSync(join(data, 'tls-certificate.pem')));
  return toHex(sha256(certificate.publicKey.export({ type: 'spki', format: 'der' })));
}

function ownActs(data: string): (readonly [string, string | null])[] {
  const db = new Sqlite(join(data, 'collector.sqlite'), { readonly: true });
  try {
    const rows = db.prepare('SELECT leaf FROM own_entry ORDER BY seq').all() as { leaf: Uint8Array }[]; // as the table says
    return rows.map(({ leaf }) => parseHeadsEntry(leaf)).map(({ act, who }) => [act, who] as const);
  } finally {
    db.close();
  }
}

describe('the collector as a program', () => {
  test('makes what is missing at its first start, keeps it at the second, and is let in by one process alone', async () => {
    using folder = tempFolder();
    const data = join(folder.path, 'deep', 'data');
    const first = await CollectorChild.start(data);
    const [words, spki] = [first.line('key'), pinIn(data)];
    expect(words.split(' ')).toHaveLength(6);
    expect(first.out).toMatch(/opens this link within 24 hours, once: http:\/\/localhost:\d+\/#\/join\/[A-Z2-7]{26}$/m);
    expect(await (await fetch(first.line('people'))).text()).toContain('<title>Halligan collector</title>');
    expect(statSync(data).mode & 0o777).toBe(0o700);
    for (const file of ['keys.json', 'tls-key.pem']) expect(statSync(join(data, file)).mode & 0o777, file).toBe(0o600);

    const second = await collectorSays(['--data', data, ...FREE]);
    expect(second).toMatchObject({ code: 1, err: expect.stringContaining('Another collector runs over') });
    expect(await first.end('SIGINT')).toMatchObject({ code: 0 });

    const again = await CollectorChild.start(data);
    expect([again.line('key'), pinIn(data)]).toEqual([words, spki]);
    expect(again.out).toMatch(/link was given out at 20\d\d-\d\d-\d\d \d\d:\d\d UTC and is still good/);
    expect(again.out).not.toContain('/#/join/');
    expect(await refusalOf(['administrator', '--data', data, ...FREE])).toContain('name the one that it has now with --reader');
    const made = await command(['administrator', '--data', data, '--reader', new URL(again.line('people')).host]);
    expect(made).toContain(`Link: ${again.line('people')}/#/join/`);
    expect(made).toContain('Nobody is an administrator yet.');
    expect(ownActs(data).filter(([act]) => act === 'account.invite')).toEqual([
      ['account.invite', null],
      ['account.invite', expect.stringMatching(/^shell:./)],
    ]);
    again.process.kill('SIGKILL');
    await again.ended;
    const after = await CollectorChild.start(data);
    expect(await after.end('SIGHUP')).toMatchObject({ code: 0, out: expect.stringContaining('Ending.') });
  });

  test('enrols a station with a code and words compared, and receives its log; every act is in its own log', async () => {
    using folder = tempFolder();
    const data = folder.path;
    const child = await CollectorChild.start(data);
    const address = parseCollectorAddress(child.line('stations'));
    const code = /^Code: ([A-Z2-7]{26})$/m.exec(await command(['code', '--data', data]))?.[1] ?? '';
    const { pins } = await askToEnrol(address, enrolBody(WHOLE, code), asking);
    const theirs = parseCollectorKeys(pins.collector, sha256);
    expect(sixWords(collectorFingerprint(theirs, sha256)).join(' ')).toBe(child.line('key'));
    expect(pins.spki).toBe(pinIn(data));

    const [pending] = JSON.parse(await command(['stations', '--json', '--data', data]));
    expect(pending).toMatchObject({ state: 'pending', name: 'Ops desk', words: WORDS, log: STATION.log });
    const wrong = ['approve', pending.id, '--words', WORDS.split(' ').toReversed().join(' '), '--data', data];
    expect(await refusalOf(wrong)).toContain('These are not the words of Ops desk');
    expect(await refusalOf(['approve', pending.id, '--data', data])).toContain('Say what the station shows');
    expect((await enrolmentNow(pins, asking)).state).toBe('pending');
    const right = ['approve', pending.id.slice(0, 8).toLowerCase(), '--words', WORDS.toUpperCase().replaceAll(' ', ' - '), '--data', data];
    expect(await command(right)).toContain('Ops desk is let in');
    expect(await refusalOf(['refuse', pending.id, '--data', data])).toContain('does not wait for a decision');

    const client = new CollectorClient({ address, pin: pins.spki }, { wall: Date.now }, new AbortController().signal);
    const keys = { log: SIGNER.key, collectors: [theirs.receipts] };
    await sendRound(client, await headToSend(WHOLE), keys, new UploadState());
    expect(await command(['stations', '--data', data])).toContain(`${WHOLE.leaves.length} of ${WHOLE.leaves.length} entries`);

    expect(await refusalOf(['freeze', STATION.log, '--data', data])).toContain('Say why');
    expect(await refusalOf(['freeze', 'x', '--reason', 'y', '--data', data])).toContain('There is no log x here');
    expect(await command(['freeze', STATION.log, '--reason', 'stolen', '--data', data])).toContain('Nothing more of');
    expect(await refusalOf(['freeze', STATION.log, '--reason', 'stolen', '--data', data])).toContain('not active');
    await expect(sendRound(client, await headToSend(WHOLE), keys, new UploadState())).rejects.toMatchObject({ code: 'collector.frozen' });
    await child.end();
    const who = expect.stringMatching(/^shell:./);
    expect(ownActs(data)).toEqual([
      ['heads.genesis', null],
      ['account.invite', null],
      ['code.make', who],
      ['station.request', null],
      ['head.accept', null],
      ['station.active', who],
      ['log.freeze', who],
    ]);
  });

  test('ends in order: what was begun is answered, and a new connection is not', async () => {
    using folder = tempFolder();
    const child = await CollectorChild.start(folder.path);
    const { host, port } = parseCollectorAddress(child.line('stations'));
    const socket = connectTls({ host, port, rejectUnauthorized: false });
    await new Promise((resolve) => socket.once('secureConnect', resolve));
    let answer = '';
    const closed = new Promise((resolve) => socket.on('data', (piece) => (answer += piece)).once('close', resolve));
    socket.write('POST /v1/alert HTTP/1.1\r\nhost: x\r\ncontent-length: 4\r\n\r\nab');
    await expect.poll(async () => (await fetch(`${child.line('figures').replace('/metrics', '/readyz')}`)).status).toBe(200);
    const ended = child.end();
    await expect.poll(() => child.out).toContain('Ending.');
    await new Promise((resolve) => setTimeout(resolve, 200)); // the rest comes after the ending has begun
    socket.write('cd');
    await closed;
    expect(answer).toMatch(/^HTTP\/1\.1 4\d\d /);
    expect(await ended).toMatchObject({ code: 0, err: expect.not.stringContaining('fault') });
  });

  test('renews its certificate with the same key, by command alone', async () => {
    using folder = tempFolder();
    const data = folder.path;
    expect(await refusalOf(['renew-certificate', '--data', data])).toContain('There is no collector in');
    await command(['--data', data, ...FREE]);
    const before = [readFileSync(join(data, 'tls-certificate.pem'), 'utf8'), pinIn(data)] as const;
    await command(['--data', data, ...FREE]);
    expect(readFileSync(join(data, 'tls-certificate.pem'), 'utf8')).toBe(before[0]);
    expect(await command(['renew-certificate', '--data', data])).toContain('is renewed');
    expect(readFileSync(join(data, 'tls-certificate.pem'), 'utf8')).not.toBe(before[0]);
    expect(pinIn(data)).toBe(before[1]);
    rmSync(join(data, 'tls-key.pem'));
    expect(await refusalOf(['--data', data, ...FREE])).toContain('tls-key.pem is missing');
  });
});

describe('a fault that a person can mend is one sentence', () => {
  test('a port in use', async () => {
    using folder = tempFolder();
    const server = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const address = server.address();
    const place = `127.0.0.1:${typeof address === 'object' ? address?.port : 0}`;
    expect(await refusalOf(['--data', folder.path, '--listen', place, '--reader', '127.0.0.1:0'])).toContain(`${place} is in use`);
    expect(await refusalOf(['--data', folder.path, '--listen', '127.0.0.1:0', '--reader', place])).toContain(`${place} is in use`);
    expect(await refusalOf(['--data', folder.path, '--listen', '192.0.2.1:0', '--reader', place])).toContain(
      'is no address of this machine',
    );
    server.close();
  });

  test('a data folder that cannot be written, that others may read, or of a newer version', async () => {
    using folder = tempFolder();
    writeFileSync(join(folder.path, 'file'), '');
    expect(await refusalOf(['--data', join(folder.path, 'file', 'data')])).toContain('cannot be written (ENOTDIR)');
    const open = join(folder.path, 'open');
    mkdirSync(open);
    chmodSync(open, 0o755);
    expect(await refusalOf(['--data', open])).toContain(`run \`chmod 700 ${open}\``);
    chmodSync(open, 0o700);
    await command(['--data', open, ...FREE]);
    const db = new Sqlite(join(open, 'collector.sqlite'));
    db.pragma('user_version = 999');
    db.close();
    expect(await refusalOf(['--data', open, ...FREE])).toContain('a newer version of the collector made this file');
  });

  test('keys that are of another name, broken, or open to others', async () => {
    using folder = tempFolder();
    const data = folder.path;
    await command(['--data', data, ...FREE]);
    writeFileSync(join(data, 'collector.json'), '{ "name": "other.example.org/main" }');
    expect(await refusalOf(['--data', data, ...FREE])).toContain('the keys are those of ');
    rmSync(join(data, 'collector.json'));
    chmodSync(join(data, 'keys.json'), 0o644);
    expect(await refusalOf(['--data', data, ...FREE])).toContain('run `chmod 600 ');
    chmodSync(join(data, 'keys.json'), 0o600);
    writeFileSync(join(data, 'keys.json'), '{}');
    expect(await refusalOf(['--data', data, ...FREE])).toContain('the file of keys cannot be read');
  });

  test('a configuration that does not hold, and a command that there is none', async () => {
    using folder = tempFolder();
    const config = join(folder.path, 'c.json');
    writeFileSync(config, '{\n  "polcy": {}\n}');
    expect(await refusalOf(['check', '--config', config])).toContain(`${config}:2: there is no "polcy" here: did you mean "policy"?`);
    writeFileSync(config, '{}');
    expect(await command(['check', '--config', config])).toContain('The configuration holds');
    expect(await collectorSays(['statoins'])).toMatchObject({ code: 2, err: expect.stringContaining('did you mean "stations"?') });
    expect(await collectorSays(['check', '--config', join(folder.path, 'none')])).toMatchObject({
      code: 1,
      err: expect.stringMatching(/^halligan-collector: .+ cannot be read \(ENOENT\)\.\n$/),
    });
    expect(await refusalOf(['code', '--data', join(folder.path, 'nowhere')])).toContain('There is no collector in');
  });

  test('a database address that is none, whose password is never printed', async () => {
    using folder = tempFolder();
    for (const url of ['mysql://halligan:hunter2@db/x', 'postgres://halligan:hunter2@db', 'hunter2'])
      expect(await refusalOf(['--data', folder.path], { DATABASE_URL: url })).toMatch(
        /^(?!.*hunter2).*DATABASE_URL must be like postgres:/s,
      );
    const nobody = 'postgres://halligan:hunter2@127.0.0.1:1/halligan';
    expect(await refusalOf(['--data', folder.path, ...FREE], { DATABASE_URL: nobody })).toMatch(
      /^PostgreSQL, halligan@127\.0\.0\.1:1\/halligan cannot be used: (?!.*hunter2)/,
    );
    writeFileSync(join(folder.path, 'address'), nobody, { mode: 0o644 });
    expect(await refusalOf(['stations', '--data', folder.path], { DATABASE_URL_FILE: join(folder.path, 'address') })).toContain(
      'chmod 600',
    );
  });

  test('a role that PostgreSQL would not have', async () => {
    expect(await refusalOf(['role', 'x; DROP TABLE log'])).toContain('a role is named in small letters');
    expect(await command(['role', 'halligan_collector'])).toMatch(
      /^CREATE ROLE "halligan_collector" LOGIN .+GRANT SELECT, INSERT ON bundle/s,
    );
  });

  test('a certificate that is not of its key', async () => {
    using folder = tempFolder();
    const [ours, other] = [join(folder.path, 'ours'), join(folder.path, 'other')];
    for (const data of [ours, other]) await command(['--data', data, ...FREE]);
    const tls = { certificateFile: join(ours, 'tls-certificate.pem'), keyFile: join(other, 'tls-key.pem') };
    const config = join(folder.path, 'c.json');
    writeFileSync(config, JSON.stringify({ tls }));
    expect(await refusalOf(['--data', ours, '--config', config, ...FREE])).toContain('is not of the key that it came with');
    writeFileSync(config, JSON.stringify({ tls: { ...tls, keyFile: join(ours, 'tls-key.pem') } }));
    expect(await command(['--data', other, '--config', config, ...FREE])).toContain('Ctrl-C');
  });
});
