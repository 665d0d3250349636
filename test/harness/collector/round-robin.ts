import type { AddressInfo } from 'node:net';
import { connect, createServer, type Server, type Socket } from 'node:net';

/** A port whose connections go to each of several others in turn, as a balancer in front of collectors would have it. */
export class RoundRobin {
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  #ports: readonly number[] = [];
  #turn = 0;

  private constructor() {
    this.#server = createServer((from) => this.#forward(from));
  }

  static async start(ports: readonly number[]): Promise<RoundRobin> {
    const robin = new RoundRobin();
    robin.to(ports);
    await new Promise<void>((resolve) => robin.#server.listen(0, '127.0.0.1', resolve));
    return robin;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  to(ports: readonly number[]): void {
    this.#ports = ports;
  }

  #forward(from: Socket): void {
    const to = connect(this.#ports[this.#turn++ % this.#ports.length] ?? 0, '127.0.0.1');
    for (const [one, other] of [
      [from, to],
      [to, from],
    ] as const) {
      this.#sockets.add(one);
      one.on('error', () => other.destroy());
      one.on('close', () => {
        this.#sockets.delete(one);
        other.destroy();
      });
      one.pipe(other);
    }
  }

  async end(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}
