/** The collector behind the right certificate, but for what it says: each answer can be changed on its way. */

import type { IncomingMessage } from 'node:http';
import { request as ask, createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { CERTIFICATE } from '../collector/certificates.ts';

export interface Saying {
  readonly status: number;
  readonly type: string;
  readonly body: Buffer;
}

export class LyingCollector {
  /** What is said instead of the collector's answer to this path. */
  lie: (path: string, truth: Saying) => Saying = (_, truth) => truth;
  /** The paths that were asked for, in order. */
  readonly asked: string[] = [];
  readonly #server: Server;
  readonly #to: () => number;

  private constructor(to: () => number, identity: typeof CERTIFICATE) {
    this.#to = to;
    this.#server = createServer(identity, (incoming, response) => {
      const path = incoming.url ?? '';
      this.asked.push(path);
      this.#truth(incoming).then(
        (truth) => {
          const { status, type, body } = this.lie(path, truth);
          response.writeHead(status, { 'content-type': type, ...(status === 302 ? { location: 'https://sign.in/' } : {}) }).end(body);
        },
        () => response.destroy(),
      );
    });
  }

  /** `to`: the collector's port. `identity`: the certificate; that of the collector itself where it is not said. */
  static async start(to: () => number, identity = CERTIFICATE): Promise<LyingCollector> {
    const lying = new LyingCollector(to, identity);
    await new Promise<void>((resolve) => lying.#server.listen(0, '127.0.0.1', resolve));
    return lying;
  }

  get address(): string {
    return `https://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  stop(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }

  async #truth(incoming: IncomingMessage): Promise<Saying> {
    const body = await bytesOf(incoming);
    const { method, url: path, headers } = incoming;
    const response = await new Promise<IncomingMessage>((resolve, reject) => {
      const options = { host: '127.0.0.1', port: this.#to(), method, path, headers, rejectUnauthorized: false, agent: false };
      ask(options, resolve).once('error', reject).end(body);
    });
    return { status: response.statusCode ?? 0, type: response.headers['content-type'] ?? '', body: await bytesOf(response) };
  }
}

async function bytesOf(message: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of message as AsyncIterable<Buffer>) parts.push(part);
  return Buffer.concat(parts);
}
