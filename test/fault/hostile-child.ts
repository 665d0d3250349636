/** Hostile stations, many at once: `PORT CONNECTIONS SECONDS [ATTACK]`, all kinds of attacks or one. Prints how often each answer came, as JSON. */

import { setTimeout as sleep } from 'node:timers/promises';
import { connect, type TLSSocket } from 'node:tls';
import { pickFrom } from '../harness/base/pick.ts';
import { type Attack, attacks } from './hostile-attacks.ts';

class Besiegers {
  readonly answers: Record<string, number> = {};
  most = 0;
  readonly #port: number;
  readonly #attacks: readonly Attack[];
  readonly #open = new Set<TLSSocket>();
  #lifted = false;

  constructor(port: number, attacks: readonly Attack[]) {
    this.#port = port;
    this.#attacks = attacks;
  }

  /** One attack after another on connections of its own. */
  async go(first: number, until: number): Promise<void> {
    const pick = pickFrom(`waits of ${first}`);
    for (let i = first; performance.now() < until && !this.#lifted; i += 1) {
      const attack = this.#attacks[i % this.#attacks.length];
      if (attack === undefined) return;
      const answer = await this.#strike(attack);
      this.answers[answer] = (this.answers[answer] ?? 0) + 1;
      await sleep(1_000 + 2_000 * pick.fraction()); // the pace of an attacker who is not limited
    }
  }

  lift(): void {
    this.#lifted = true;
    for (const socket of this.#open) socket.destroy();
  }

  /** The status and the code of the answer; `closed` where there was none. */
  #strike({ path, body, packed, slow }: Attack): Promise<string> {
    return new Promise((resolve) => {
      const socket = connect({ host: '127.0.0.1', port: this.#port, rejectUnauthorized: false });
      let said = '';
      this.#open.add(socket);
      this.most = Math.max(this.most, this.#open.size);
      socket.setTimeout(60_000, () => socket.destroy());
      socket.on('data', (part) => {
        said += part.toString();
      });
      socket.on('error', () => undefined);
      socket.on('close', () => {
        this.#open.delete(socket);
        const status = /^HTTP\/1\.1 (\d{3})/.exec(said)?.[1];
        const code = /"code":"([^"]*)"/.exec(said)?.[1];
        resolve(status === undefined ? 'closed' : code === undefined ? status : `${status} ${code}`);
      });
      socket.once('secureConnect', () => {
        const encoding = packed ? 'content-encoding: gzip\r\n' : '';
        socket.write(`POST ${path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\ncontent-length: ${body.length}\r\n${encoding}\r\n`);
        if (!slow) socket.write(body);
        else drip(socket, body);
      });
    });
  }
}

/** Most of it at once, so that it is held; then a byte now and then, and never the last. */
function drip(socket: TLSSocket, body: Uint8Array): void {
  socket.write(body.subarray(0, body.length - 1_000));
  let at = body.length - 1_000;
  const timer = setInterval(() => {
    if (at < body.length - 1) socket.write(body.subarray(at, ++at));
  }, 1_000);
  socket.on('close', () => clearInterval(timer));
}

const [port = 0, connections = 1, seconds = 1] = process.argv.slice(2, 5).map(Number);
const [name] = process.argv.slice(5);
const besiegers = new Besiegers(
  port,
  attacks().filter((one) => name === undefined || one.name === name),
);
const until = performance.now() + seconds * 1000;
setTimeout(() => besiegers.lift(), seconds * 1000);
await Promise.all(Array.from({ length: connections }, (_, i) => besiegers.go(i, until)));
process.stdout.write(JSON.stringify({ answers: besiegers.answers, connections: besiegers.most }));
process.exit(0);
