/** The syslog daemons of Debian, on a free port of loopback, writing every message that they parsed as a line of JSON. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { syslogNg } from '../../../build/setup/syslog-ng.mjs';
import { syslogPackages } from '../../../build/setup/verifiers.mjs';

/** What a receiver made of one message. */
export interface Parsed {
  readonly priority: string;
  readonly host: string;
  readonly app: string;
  readonly msgid: string;
  readonly msg: string;
  /** By the name of the element. */
  readonly sd: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

export type Daemon = 'rsyslog' | 'syslog-ng';
export interface Tls {
  /** Files of PEM. */
  readonly key: string;
  readonly cert: string;
}

const ROOT = dirname(dirname(dirname(dirname(fileURLToPath(import.meta.url)))));

/** What this machine lacks for this one. */
export function missingFor(daemon: Daemon): string[] {
  if (daemon === 'rsyslog') return syslogPackages.filter((one) => one.missing()).map(({ name }) => name);
  return syslogNg(ROOT) === null ? ['syslog-ng-core'] : [];
}

export class SyslogReceiver {
  readonly port: number;
  readonly #child: ChildProcess;
  readonly #out: string;
  readonly #read: (line: string) => Parsed;

  private constructor(port: number, child: ChildProcess, out: string, read: (line: string) => Parsed) {
    this.port = port;
    this.#child = child;
    this.#out = out;
    this.#read = read;
  }

  static async start(daemon: Daemon, folder: string, tls: Tls | null = null): Promise<SyslogReceiver> {
    const port = await freePort();
    const out = join(folder, `${daemon}-${port}.jsonl`);
    const child = daemon === 'rsyslog' ? startRsyslog({ folder, port, out }) : startSyslogNg({ folder, port, out, tls });
    const receiver = new SyslogReceiver(port, child, out, daemon === 'rsyslog' ? fromRsyslog : fromSyslogNg);
    await receiver.#listening();
    return receiver;
  }

  /** The messages so far, in the order of their arrival. */
  parsed(): Parsed[] {
    if (!existsSync(this.#out)) return [];
    const lines = readFileSync(this.#out, 'utf8').split('\n');
    return lines.slice(0, -1).map(this.#read);
  }

  async stop(): Promise<void> {
    if (this.#child.exitCode !== null) return;
    this.#child.kill();
    await once(this.#child, 'exit');
  }

  async #listening(): Promise<void> {
    for (let tries = 0; tries < 400; tries++) {
      if (this.#child.exitCode !== null) throw new Error(`the receiver ended: ${this.#child.exitCode}`);
      const socket = connect(this.port, '127.0.0.1');
      const answered = await once(socket, 'connect').then(
        () => true,
        () => false,
      );
      socket.destroy();
      if (answered) return;
      await new Promise((resolve) => setTimeout(resolve, 50)); // between two tries; the receiver does not say when it listens
    }
    throw new Error('the receiver does not listen');
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address !== null ? address.port : 0;
}

interface Place {
  readonly folder: string;
  readonly port: number;
  readonly out: string;
}

function startRsyslog({ folder, port, out }: Place): ChildProcess {
  const config = join(folder, 'rsyslog.conf');
  const property = (name: string, as: string) => `property(name="${name}" format="jsonf" outname="${as}") constant(value=",")`;
  const fields = [property('pri', 'priority'), property('hostname', 'host'), property('app-name', 'app'), property('msgid', 'msgid')];
  writeFileSync(
    config,
    `global(workDirectory="${folder}" maxMessageSize="16k")
module(load="imtcp")
module(load="mmpstrucdata")
input(type="imtcp" port="${port}" address="127.0.0.1")
template(name="line" type="list") { constant(value="{") ${fields.join(' ')} ${property('msg', 'msg')} constant(value="\\"sd\\":") property(name="$!rfc5424-sd") constant(value="}\\n") }
action(type="mmpstrucdata" sd_name.lowercase="off")
action(type="omfile" file="${out}" template="line")
`,
  );
  return spawn('rsyslogd', ['-n', '-f', config, '-i', join(folder, 'pid')], { stdio: 'ignore' });
}

function fromRsyslog(line: string): Parsed {
  return JSON.parse(line.replace(/"sd":\}$/, '"sd":{}}')) as Parsed; // as the template writes it, with nothing for no structured data
}

function startSyslogNg({ folder, port, out, tls }: Place & { readonly tls: Tls | null }): ChildProcess {
  const own = syslogNg(ROOT);
  if (own === null) throw new Error('there is no syslog-ng');
  const env = { ...process.env, ...own.env };
  const { stdout } = spawnSync(own.program, [...own.args, '--version'], { env, encoding: 'utf8' });
  const version = /^Config version: (\S+)/m.exec(stdout)?.[1] ?? '3.35';
  const config = join(folder, 'syslog-ng.conf');
  const transport =
    tls === null
      ? 'transport("tcp")'
      : `transport("tls") tls(key-file("${tls.key}") cert-file("${tls.cert}") peer-verify(optional-untrusted))`;
  writeFileSync(
    config,
    `@version: ${version}
options { keep-hostname(yes); use-dns(no); log-msg-size(65536); flush-lines(1); stats-freq(0); };
source arrived { syslog(ip("127.0.0.1") port(${port}) ${transport}); };
destination lines { file("${out}" template("$(format-json --key PRI --key HOST --key PROGRAM --key MSGID --key MESSAGE --key .SDATA.*)\\n")); };
log { source(arrived); destination(lines); };
`,
  );
  const files = ['persist', 'control', 'pid'].map((name) => join(folder, `syslog-ng.${name}`));
  const places = [`--persist-file=${files[0]}`, `--control=${files[1]}`, `--pidfile=${files[2]}`];
  return spawn(own.program, [...own.args, '-F', '-f', config, ...places, '--no-caps'], { env, stdio: 'ignore' });
}

interface SyslogNgLine {
  readonly PRI: string;
  readonly HOST: string;
  readonly PROGRAM: string;
  readonly MSGID: string;
  readonly MESSAGE: string;
  readonly _SDATA: Parsed['sd'];
}

function fromSyslogNg(line: string): Parsed {
  const { PRI, HOST, PROGRAM, MSGID, MESSAGE, _SDATA } = JSON.parse(line) as SyslogNgLine; // as the template writes it
  return { priority: PRI, host: HOST, app: PROGRAM, msgid: MSGID, msg: MESSAGE, sd: _SDATA };
}
