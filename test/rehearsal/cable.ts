/** The network between the station and its collector: a cable that can be pulled out and put back. */
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';

export class Cable {
  readonly port: number;
  readonly #far: number;
  #server: Server | null;
  readonly #open = new Set<Socket>();

  private constructor(server: Server, far: number) {
    this.#server = server;
    this.#far = far;
    this.port = (server.address() as AddressInfo).port; // it listens on a port
  }

  /** A free port on loopback that leads to `far`. */
  static async to(far: number): Promise<Cable> {
    const server = createServer();
    await listening(server, 0);
    const cable = new Cable(server, far);
    server.on('connection', (near) => cable.#join(near));
    return cable;
  }

  /** What is under way breaks off, and nothing answers at the port. */
  async pull(): Promise<void> {
    const server = this.#server;
    if (server === null) return;
    this.#server = null;
    const closed = new Promise((resolve) => server.close(resolve));
    for (const socket of this.#open) socket.destroy();
    await closed;
  }

  async putBack(): Promise<void> {
    const server = createServer((near) => this.#join(near));
    await listening(server, this.port);
    this.#server = server;
  }

  #join(near: Socket): void {
    const far = connect(this.#far, '127.0.0.1');
    for (const [socket, other] of [
      [near, far],
      [far, near],
    ] as const) {
      this.#open.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => {
        this.#open.delete(socket);
        other.destroy();
      });
      socket.pipe(other);
    }
  }
}

function listening(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
}
