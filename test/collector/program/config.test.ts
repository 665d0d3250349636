import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parseConfig } from '../../../collector/program/config-file.ts';
import type { Config } from '../../../collector/program/config-schema.ts';
import { sinksOf, sinkWarnings } from '../../../collector/program/sinks-of.ts';
import { tempFolder } from '../../harness/base/temp-folder.ts';

const faultOf = (text: string): string => {
  try {
    parseConfig(text, 'c.json');
  } catch (error) {
    return error instanceof Error ? error.message : '';
  }
  return 'none';
};
const withSink = (sink: Record<string, unknown>): string => JSON.stringify({ sinks: [{ name: 'a', ...sink }] }, null, 1);

describe('the configuration', () => {
  test('may be empty', () => {
    expect(parseConfig('{}', 'c.json')).toMatchObject({
      listen: { host: '127.0.0.1', port: 8443 },
      policy: { silenceHours: 26, drillDays: 92, disclosures: 'incident', missingMinutes: 60, stations: {} },
      sinks: [],
    });
  });

  test('is read whole', () => {
    const config = parseConfig(
      `{ "name": "collector.example.org/main", "policy": { "silenceHours": 4, "stations": { "Ops desk": { "silenceHours": 0 } } },
        "sinks": [{ "kind": "webhook", "name": "pager", "url": "https://pager.example/x", "secretFile": "/run/s" },
                  { "kind": "syslog", "name": "siem", "host": "log.example", "caFile": "/ca", "events": "all" }] }`,
      'c.json',
    );
    expect(config.sinks).toMatchObject([
      { kind: 'webhook', events: 'alerts', drills: true, giveUpHours: 72, url: new URL('https://pager.example/x') },
      { kind: 'syslog', port: 6514, transport: 'tls', pen: 32_473, events: 'all' },
    ]);
  });

  test.each([
    ['{\n "lisen": {}\n}', 'c.json:2: there is no "lisen" here: did you mean "listen"?'],
    ['{\n "policy": {\n  "silence_hours": 3 } }', 'c.json:3: there is no "silence_hours" here: did you mean "silenceHours"?'],
    ['{ "qqqqqq": 1 }', 'c.json:1: there is no "qqqqqq" here'],
    [
      '{ "sinks": [\n {"kind": "otlp", "name": "a", "url": "https://x/"},\n {"kind": "otlp", "name": "b", "url": "https://x/", "secret": "s"} ] }',
      'c.json:3: there is no "secret" here',
    ],
    ['{\n"listen": { "host": "x" } }', 'c.json:2: "listen.port" is missing.'],
    ['{ "listen": { "host": "x",\n "port": 70000 } }', 'c.json:2: "listen.port" is not right (too big'],
    ['{ "policy": { "disclosures": "some" } }', 'must be one of never, incident, always'],
    ['{ "sinks": [\n{ "kind": "carrier-pigeon", "name": "a" } ] }', 'c.json:2: "sinks.0.kind" must be one of webhook, email'],
    ['{ "address": "http://collector.example" }', '"address" must be like https://collector.example.org:8443'],
    ['{ "address": "https://collector.example/path" }', '"address" must be like https://'],
    ['{ "name": "x" }', '"name" must be like collector.example.org/main'],
    ['{ "listen": { "host": "a", "port": 1 },\n "listen": { "host": "b", "port": 1 } }', 'c.json:2: "listen" stands here a second time.'],
    ['{\n "name": }', 'c.json: this is no JSON: it breaks off in line 2.'],
    ['[]', 'c.json:1: the file is not right (expected object, received array).'],
    [withSink({ kind: 'ocsf', url: 'http://siem.example/' }), 'must begin with https://: http:// is for this machine alone'],
    [withSink({ kind: 'ocsf', url: 'http://localhost.evil.example/' }), 'http:// is for this machine alone'],
    [withSink({ kind: 'ocsf', url: 'http://127.0.0.1.evil.example/' }), 'http:// is for this machine alone'],
    [withSink({ kind: 'ocsf', url: 'file:///etc/passwd' }), 'must be an address that begins with https://'],
    [withSink({ kind: 'ocsf', url: 'https://user:pass@siem.example/' }), 'must not hold a password'],
    [withSink({ kind: 'email', host: 'h', from: 'a@x', to: ['a@x\r\nBcc: b@x'] }), 'must be one address'],
    [withSink({ kind: 'email', host: 'h', from: 'a@x', to: [] }), '"sinks.0.to" is not right'],
    [withSink({ kind: 'syslog', host: 'h', maxBytes: 480 }), '"sinks.0.maxBytes" is not right'],
    [
      JSON.stringify({ sinks: [1, 2].map(() => ({ kind: 'otlp', name: 'a', url: 'https://x/' })) }),
      'there is another sink of the name "a"',
    ],
  ])('%s is refused by its line', (text, sentence) => {
    expect(faultOf(text)).toContain(sentence);
  });

  test('that is broken is never repeated: it may hold a secret by mistake', () => {
    expect(faultOf('{ "token": hunter2-hunter2 }')).not.toContain('hunter');
  });
});

describe('the sinks of a configuration', () => {
  const sinksIn = (folder: string, sink: Record<string, unknown>) => {
    const config = parseConfig(withSink(sink), join(folder, 'c.json'));
    return sinksOf(config, Date.now);
  };
  const webhook = (folder: string) => ({ kind: 'webhook', url: 'https://x/', secretFile: join(folder, 'secret') });

  test('read their secrets from files that nobody else may read', () => {
    using folder = tempFolder();
    writeFileSync(join(folder.path, 'secret'), `whsec_${Buffer.alloc(32, 7).toString('base64')}\n`, { mode: 0o600 });
    expect(sinksIn(folder.path, webhook(folder.path))).toHaveLength(1);
    chmodSync(join(folder.path, 'secret'), 0o640);
    expect(() => sinksIn(folder.path, webhook(folder.path))).toThrow('others on this machine may open it: run `chmod 600 ');
    expect(() => sinksIn(folder.path, { ...webhook(folder.path), secretFile: join(folder.path, 'none') })).toThrow(
      'cannot be read (ENOENT)',
    );
  });

  test('refuse a secret of another form without repeating it', () => {
    using folder = tempFolder();
    writeFileSync(join(folder.path, 'secret'), 'hunter2', { mode: 0o600 });
    expect(() => sinksIn(folder.path, webhook(folder.path))).toThrow(/must hold "whsec_" and 24 to 64 bytes in base64\.$/);
  });

  test('send entries and alerts each for itself, so that no alert waits behind a log', () => {
    using folder = tempFolder();
    const lanes = sinksIn(folder.path, { kind: 'otlp', url: 'https://x/', events: 'all' });
    expect(lanes.map(({ name, events }) => [name, events])).toEqual([
      ['a', 'alerts'],
      ['a/entries', 'entries'],
    ]);
  });

  test.each<readonly [Record<string, unknown>, string]>([
    [{ kind: 'email', host: 'mail.example', tls: 'none', from: 'a@x', to: ['b@x'] }, 'would send mail in the clear to mail.example'],
    [{ kind: 'email', host: 'mail.example', user: 'u', from: 'a@x', to: ['b@x'] }, 'needs "user" and "secretFile" together'],
    [{ kind: 'syslog', host: 'log.example' }, 'in "caFile"'],
    [{ kind: 'ocsf-file', folder: '/no/such/folder' }, 'is not there'],
    [{ kind: 'ocsf', url: 'https://x/', caFile: '/etc/hostname' }, 'holds no certificate in PEM'],
  ])('%j is refused', (sink, sentence) => {
    using folder = tempFolder();
    expect(() => sinksIn(folder.path, sink)).toThrow(sentence);
  });

  test('warn of what works and should not be left so', () => {
    const warningsOf = (...sinks: readonly Record<string, unknown>[]): string[] =>
      sinkWarnings(parseConfig(JSON.stringify({ sinks }), 'c.json') satisfies Config);
    expect(warningsOf()).toEqual([expect.stringContaining('nobody is called')]);
    const udp = { kind: 'syslog', name: 'a', host: 'log.example', transport: 'udp' };
    expect(warningsOf(udp)).toEqual([
      expect.stringContaining('32473'),
      expect.stringContaining('datagrams'),
      expect.stringContaining('There is one sink'),
    ]);
    const tcp = { kind: 'cef', name: 'b', host: 'log.example', transport: 'tcp' };
    expect(warningsOf({ ...udp, transport: 'tls', pen: 9 }, tcp)).toEqual([expect.stringContaining('in the clear')]);
    expect(warningsOf({ ...udp, transport: 'tls', pen: 9 }, { ...tcp, host: '127.0.0.1' })).toEqual([]);
  });
});
