import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { syslogPackages } from '../../../build/setup/verifiers.mjs';
import { octetCounted, syslogMessage } from '../../../collector/sinks/syslog.ts';
import { visibleText } from '../../../collector/sinks/visible-text.ts';
import { concat } from '../../../shared/base/bytes.ts';
import { leaveOutWithout } from '../../interop/peers.ts';
import { tempFolder } from '../../store/test-vault.ts';
import { entryItem, HOSTILE, UNSEAL } from './sample-items.ts';

interface Parsed {
  readonly msgid: string;
  readonly host: string;
  readonly msg: string;
  readonly sd: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

const ITEMS = HOSTILE.map((value, seq) => ({
  value,
  item: entryItem(UNSEAL, { station: value, said: { reason: value }, pos: seq }),
}));

test('rsyslog reads back every field of hostile values, and no message more', async (context) => {
  const missing = syslogPackages.filter((one) => one.missing()).map(({ name }) => name);
  leaveOutWithout(missing, context);
  using folder = tempFolder();
  const port = await freePort();
  const out = join(folder.path, 'out.jsonl');
  const config = join(folder.path, 'rsyslog.conf');
  writeFileSync(config, configText(folder.path, port, out));
  const daemon = spawn('rsyslogd', ['-n', '-f', config, '-i', join(folder.path, 'pid')], { stdio: 'ignore' });
  try {
    const limits = { pen: 32_473, maxBytes: 8192 };
    const socket = await connected(port);
    socket.end(concat(...ITEMS.map(({ item }) => octetCounted(syslogMessage(item, limits)))));
    await expect.poll(() => linesOf(out).length, { timeout: 20_000 }).toBeGreaterThanOrEqual(ITEMS.length);
  } finally {
    daemon.kill();
    await once(daemon, 'exit');
  }
  const parsed = linesOf(out).map((line) => JSON.parse(line) as Parsed); // as the template writes it
  expect(parsed).toHaveLength(ITEMS.length);
  for (const [i, { value, item }] of ITEMS.entries()) {
    const fields = parsed[i]?.sd['halligan@32473'];
    const station = visibleText(Array.from(value).slice(0, 64).join(''));
    expect(fields, value).toMatchObject({ id: item.leafHash, seq: '5', leaf: item.leafHash, log: item.origin, station, inc: 'INC-4471' });
    expect(parsed[i]?.msgid).toBe('vault.unseal');
    if (value.length < 200) expect(parsed[i]?.msg).toContain(`reason: ${visibleText(value)}`);
  }
});

function linesOf(file: string): string[] {
  return existsSync(file)
    ? readFileSync(file, 'utf8')
        .split('\n')
        .filter((line) => line !== '')
    : [];
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address !== null ? address.port : 0;
}

/** A connection, as soon as something listens. */
async function connected(port: number) {
  for (;;) {
    const socket = connect(port, '127.0.0.1');
    try {
      await once(socket, 'connect', { signal: AbortSignal.timeout(20_000) });
      return socket;
    } catch (error) {
      if (!(error instanceof Error) || !('code' in error) || error.code !== 'ECONNREFUSED') throw error;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}

function configText(folder: string, port: number, out: string): string {
  const property = (name: string, as: string) => `property(name="${name}" format="jsonf" outname="${as}")`;
  return `global(workDirectory="${folder}" maxMessageSize="16k")
module(load="imtcp")
module(load="mmpstrucdata")
input(type="imtcp" port="${port}" address="127.0.0.1")
template(name="line" type="list") { constant(value="{") ${property('msgid', 'msgid')} constant(value=",") ${property('hostname', 'host')} constant(value=",") ${property('msg', 'msg')} constant(value=",\\"sd\\":") property(name="$!rfc5424-sd") constant(value="}\\n") }
action(type="mmpstrucdata" sd_name.lowercase="off")
action(type="omfile" file="${out}" template="line")
`;
}
