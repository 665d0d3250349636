/** A proxy that is a bad network: slow both ways, and some connections are cut at a random byte. Counts what passed it. */

import type { AddressInfo } from 'node:net';
import { connect, createServer, type Server, type Socket } from 'node:net';

export interface Weather {
  /** Each way, all connections together; null for as fast as it goes. */
  readonly bytesPerSecond: number | null;
  /** The share of connections that are cut, 0 to 1. */
  readonly cutShare: number;
  /** From 0 up to 1. */
  readonly random: () => number;
}

/** So much passes at once: small enough that a cut falls on any byte, large enough for a fast link. */
const PIECE_BYTES = 512;
/** What comes back on a connection is taken to be so much of what is sent and what comes back, so that answers are cut too. */
const ANSWER_SHARE = 0.1;

/** One direction of the link, shared by all its connections. */
class Lane {
  bytes = 0;
  #freeAt = 0;
  readonly #bytesPerSecond: number | null;

  constructor(bytesPerSecond: number | null) {
    this.#bytesPerSecond = bytesPerSecond;
  }

  /** Resolves when so many bytes have gone through. */
  async pass(bytes: number): Promise<void> {
    this.bytes += bytes;
    if (this.#bytesPerSecond === null) return;
    const now = performance.now();
    this.#freeAt = Math.max(now, this.#freeAt) + (bytes / this.#bytesPerSecond) * 1000;
    // Timers are too coarse for a fast link: what is due at once goes at once.
    if (this.#freeAt - now > 4) await new Promise((resolve) => setTimeout(resolve, this.#freeAt - now));
  }
}

export class BadNetwork {
  connections = 0;
  cuts = 0;
  readonly #weather: Weather;
  readonly #to: () => number;
  readonly #up: Lane;
  readonly #down: Lane;
  readonly #server: Server;
  readonly #open = new Set<Socket>();

  private constructor(to: () => number, weather: Weather) {
    this.#to = to;
    this.#weather = weather;
    this.#up = new Lane(weather.bytesPerSecond);
    this.#down = new Lane(weather.bytesPerSecond);
    this.#server = createServer({ noDelay: true }, (near) => this.#carry(near));
  }

  /** A network on loopback in front of the port that `to` gives. */
  static async start(to: () => number, weather: Weather): Promise<BadNetwork> {
    const network = new BadNetwork(to, weather);
    await new Promise<void>((resolve) => network.#server.listen(0, '127.0.0.1', resolve));
    return network;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  /** What passed, both ways, in bytes. */
  get bytes(): { readonly up: number; readonly down: number } {
    return { up: this.#up.bytes, down: this.#down.bytes };
  }

  async stop(): Promise<void> {
    for (const socket of this.#open) socket.destroy();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #carry(near: Socket): void {
    this.connections += 1;
    const far = connect(this.#to(), '127.0.0.1');
    far.setNoDelay(true);
    const { cutShare, random } = this.#weather;
    const doom = random() < cutShare ? random() : null;
    const line = { handedIn: 0, passed: 0, answered: false };
    const cut = (): void => {
      if (!near.destroyed) this.cuts += 1;
      near.destroy();
      far.destroy();
    };
    /** The client writes as fast as this reads: once it is answered, all that it will send lies here. */
    const falls = (): boolean => doom !== null && line.answered && line.passed >= (doom * line.handedIn) / (1 - ANSWER_SHARE);
    for (const socket of [near, far]) {
      this.#open.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => this.#open.delete(socket));
    }
    near.on('close', () => far.destroy());
    const pump = (from: Socket, to: Socket, lane: Lane, way: 'up' | 'down'): void => {
      let turn = Promise.resolve();
      const forward = async (chunk: Buffer): Promise<void> => {
        for (let at = 0; at < chunk.length && !near.destroyed; at += PIECE_BYTES) {
          const piece = chunk.subarray(at, at + PIECE_BYTES);
          if (way === 'up' && falls()) return cut();
          await lane.pass(piece.length);
          if (way === 'up') line.passed += piece.length;
          // All was sent, and the doom lies beyond it: the answer does not come through.
          else if (doom !== null && doom > 1 - ANSWER_SHARE && line.answered && line.passed === line.handedIn) return cut();
          if (!to.destroyed) to.write(piece);
        }
        if (way === 'down') line.answered = true;
      };
      from.on('data', (chunk: Buffer) => {
        if (way === 'up') line.handedIn += chunk.length;
        turn = turn.then(() => forward(chunk));
      });
      // What was handed in before the end is still under way.
      from.on('close', () => {
        turn = turn.then(() => {
          if (!to.destroyed) to.end();
        });
      });
    };
    pump(near, far, this.#up, 'up');
    pump(far, near, this.#down, 'down');
  }
}
