/** The collector's page behind a real socket, and people who come to it with passkeys in software. */
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { request as httpRequest, type IncomingHttpHeaders, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ViewerRole } from '../../../collector/console/answers.ts';
import { administratorLink } from '../../../collector/console/invitations.ts';
import { consoleServer } from '../../../collector/console/server/console-server.ts';
import type { RunningCollector } from './running-collector.ts';
import { type Lies, SoftPasskey } from './soft-passkey.ts';

export const VERIFIER_PAGE = '<!doctype html><title>Verify</title>';

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Buffer;
  readonly text: string;
  /** Of a refusal. */
  readonly code: string | null;
  readonly json: Record<string, unknown>;
}

export class ConsoleSite {
  readonly running: RunningCollector;
  readonly origin: string;
  readonly problems: string[] = [];
  /** The newest requests as they came. */
  readonly asked: { readonly url: string | undefined; readonly headers: IncomingHttpHeaders }[] = [];
  readonly #port: number;
  readonly #pageFolder: string;
  #server: Server;

  private constructor(running: RunningCollector, port: number, pageFolder: string) {
    this.running = running;
    this.origin = `http://localhost:${port}`;
    this.#port = port;
    this.#pageFolder = pageFolder;
    this.#server = this.#make();
  }

  #make(): Server {
    const extra = ({ url, headers }: IncomingMessage): boolean => {
      this.asked.push({ url, headers });
      if (this.asked.length > 100) this.asked.shift();
      return false;
    };
    const options = { origin: this.origin, pageFolder: this.#pageFolder, extra };
    return consoleServer(this.running.collector, options, (problem) => this.problems.push(problem));
  }

  /** Without a folder the page is one line, and that for outsiders another. */
  static async start(running: RunningCollector, pageFolder = onePage()): Promise<ConsoleSite> {
    const site = new ConsoleSite(running, await freePort(), pageFolder);
    await site.#listen();
    return site;
  }

  #listen(): Promise<void> {
    return new Promise((resolve) => this.#server.listen(this.#port, '127.0.0.1', resolve));
  }

  /** After `stop`, at the same address. */
  async startAgain(): Promise<void> {
    this.#server = this.#make();
    await this.#listen();
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  visitor(): Visitor {
    return new Visitor(this.origin);
  }

  /** The first administrator, signed in. */
  async administrator(): Promise<Visitor> {
    const visitor = this.visitor();
    await visitor.join(await administratorLink(this.running.collector, this.origin), 'Mara');
    return visitor;
  }

  /** Somebody of this role, let in by `by`. */
  async person(by: Visitor, role: ViewerRole, name: string): Promise<Visitor> {
    const { json } = await by.post('/v1/people/invite', { role, name });
    const visitor = this.visitor();
    await visitor.join(String(json['link']), name);
    return visitor;
  }
}

/** A browser with one passkey and its cookies. */
export class Visitor {
  readonly passkey: SoftPasskey;
  readonly origin: string;
  cookie = '';

  constructor(origin: string) {
    this.origin = origin;
    this.passkey = new SoftPasskey(origin);
  }

  get(path: string, headers: Record<string, string> = {}): Promise<Answer> {
    return this.send('GET', path, null, headers);
  }

  /** As a page of this origin would. */
  post(path: string, body: unknown, headers: Record<string, string> = {}): Promise<Answer> {
    return this.send('POST', path, JSON.stringify(body), { origin: this.origin, 'sec-fetch-site': 'same-origin', ...headers });
  }

  /** A file, as a page of this origin would hand it in. */
  hand(path: string, body: Uint8Array): Promise<Answer> {
    return this.send('POST', path, body, { origin: this.origin, 'sec-fetch-site': 'same-origin' });
  }

  send(method: string, path: string, body: string | Uint8Array | null, headers: Record<string, string>): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const { port, host } = new URL(this.origin);
      const given = Object.fromEntries(
        Object.entries({ host, ...(this.cookie === '' ? {} : { cookie: this.cookie }), ...headers }).filter(([, value]) => value !== ''),
      );
      const request = httpRequest({ host: '127.0.0.1', port, path, method, headers: given, agent: false }, (response) => {
        const parts: Buffer[] = [];
        response.on('data', (part: Buffer) => parts.push(part));
        response.on('error', reject);
        response.on('end', () => {
          const all = Buffer.concat(parts);
          const isJson = response.headers['content-type'] === 'application/json';
          const json = isJson ? (JSON.parse(all.toString()) as Record<string, unknown>) : {};
          const set = response.headers['set-cookie']?.[0]?.split(';')[0];
          if (set !== undefined) this.cookie = set;
          const code = typeof json['code'] === 'string' && (response.statusCode ?? 0) >= 400 ? json['code'] : null;
          resolve({ status: response.statusCode ?? 0, headers: response.headers, body: all, text: all.toString(), code, json });
        });
      });
      request.on('error', reject);
      request.end(body ?? undefined);
    });
  }

  /** Follows a link to its end. */
  async join(link: string, name: string, lies: Lies = {}): Promise<Answer> {
    const code = link.split('/').at(-1) ?? '';
    const { json } = await this.post('/v1/join/begin', { code, name });
    return this.post('/v1/join/finish', { code, name, response: this.passkey.register({ challenge: String(json['challenge']) }, lies) });
  }

  async signIn(lies: Lies = {}): Promise<Answer> {
    const { json } = await this.post('/v1/sign-in/begin', {});
    return this.post('/v1/sign-in/finish', { response: this.passkey.signIn({ challenge: String(json['challenge']) }, lies) });
  }

  async rows<Row>(path: string): Promise<Row[]> {
    const { status, text } = await this.get(path);
    if (status !== 200) throw new Error(`${path}: ${status} ${text}`);
    return text
      .split('\n')
      .slice(0, -1)
      .map((line) => JSON.parse(line) as Row);
  }
}

function onePage(): string {
  const folder = join(mkdtempSync(join(tmpdir(), 'halligan-page-')), 'collector-page');
  mkdirSync(folder);
  writeFileSync(join(folder, 'index.html'), '<!doctype html><title>Halligan collector</title>');
  writeFileSync(join(folder, '../verifier.html'), VERIFIER_PAGE);
  return folder;
}

/** A port that nothing listens on: the origin of a site is known before it listens. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo; // it listens on a port
  await new Promise((resolve) => server.close(resolve));
  return port;
}
