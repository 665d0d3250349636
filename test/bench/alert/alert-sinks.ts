/** One receiver of each kind on loopback, and when each alert came to it. */
import { closeSync, existsSync, mkdirSync, openSync, readdirSync, readSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage } from 'node:http';
import { type AddressInfo, createServer as createPlain, type Server } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { MailServer } from '../../collector/sinks/mail-server.ts';

const LOOK_MS = 20;
const ID = /a_[A-Za-z0-9_-]{16}/g;

/** By sink, then by the id of the alert: milliseconds of `performance.now()`. */
export type Arrivals = ReadonlyMap<string, ReadonlyMap<string, number>>;

export class AlertSinks {
  readonly arrivals = new Map<string, Map<string, number>>();
  readonly sinks: Record<string, unknown>[] = [];
  readonly #ends: (() => unknown)[] = [];

  static async start(folder: string): Promise<AlertSinks> {
    const all = new AlertSinks();
    const secretFile = join(folder, 'secret');
    writeFileSync(secretFile, `whsec_${Buffer.alloc(32, 9).toString('base64')}`, { mode: 0o600 });
    await all.#http('pager', { kind: 'webhook', secretFile });
    await all.#http('otlp', { kind: 'otlp', events: 'all' });
    await all.#http('lake', { kind: 'ocsf' });
    await all.#syslog();
    await all.#mail();
    all.#file(join(folder, 'events'));
    return all;
  }

  async end(): Promise<void> {
    for (const end of this.#ends) await end();
  }

  #see(sink: string, words: string): void {
    const seen = this.arrivals.get(sink) ?? new Map<string, number>();
    for (const [id] of words.matchAll(ID)) if (!seen.has(id)) seen.set(id, performance.now());
    this.arrivals.set(sink, seen);
  }

  async #http(name: string, sink: Record<string, unknown>): Promise<void> {
    const port = await this.#port(
      createServer(async (request: IncomingMessage, response) => {
        this.#see(name, await text(request));
        response.end();
      }),
    );
    this.sinks.push({ ...sink, name, url: `http://127.0.0.1:${port}/v1/logs` });
  }

  async #syslog(): Promise<void> {
    const port = await this.#port(
      createPlain({ allowHalfOpen: true }, (socket) => {
        let got = '';
        socket.on('data', (piece) => {
          got += piece;
        });
        socket.on('end', () => {
          this.#see('siem', got);
          socket.end();
        });
      }),
    );
    this.sinks.push({ kind: 'syslog', name: 'siem', host: '127.0.0.1', port, transport: 'tcp', pen: 9 });
  }

  async #mail(): Promise<void> {
    const server = await MailServer.start();
    const look = setInterval(() => {
      for (const { data } of server.mails.splice(0)) this.#see('mail', data);
    }, LOOK_MS);
    this.#ends.push(
      () => clearInterval(look),
      () => server[Symbol.asyncDispose](),
    );
    const people = { from: 'halligan@example.org', to: ['ops@example.org'] };
    this.sinks.push({ kind: 'email', name: 'mail', host: '127.0.0.1', port: server.port, tls: 'none', ...people });
  }

  #file(folder: string): void {
    mkdirSync(folder);
    const read = new Map<string, number>();
    const look = setInterval(() => {
      for (const name of existsSync(folder) ? readdirSync(folder) : []) {
        const [words, to] = restOf(join(folder, name), read.get(name) ?? 0);
        read.set(name, to);
        this.#see('file', words);
      }
    }, LOOK_MS);
    this.#ends.push(() => clearInterval(look));
    this.sinks.push({ kind: 'ocsf-file', name: 'file', folder, events: 'all' });
  }

  async #port(server: Server): Promise<number> {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    this.#ends.push(() => new Promise((resolve) => server.close(resolve)));
    return (server.address() as AddressInfo).port; // of a server that listens on a port
  }
}

/** What follows `from`, and where it ends: at a line, so that no id is cut. */
function restOf(path: string, from: number): [words: string, to: number] {
  const file = openSync(path, 'r');
  try {
    const bytes = Buffer.alloc(4 * 1024 * 1024);
    const length = readSync(file, bytes, 0, bytes.length, from);
    const whole = bytes.subarray(0, length).lastIndexOf(0x0a) + 1;
    return [bytes.toString('utf8', 0, whole), from + whole];
  } finally {
    closeSync(file);
  }
}
