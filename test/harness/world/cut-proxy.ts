/** A network between a station and its collector that can be cut, and can hold its breath. */
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';

export class CutProxy {
  /** `cut`: refused and broken. `silent`: accepts, and nothing comes back. */
  mode: 'pass' | 'cut' | 'silent' = 'pass';
  /** Bytes from the station that are let through before the next connection is broken; null for all. */
  breakAfter: number | null = null;
  /** Connections that were made. */
  connections = 0;
  readonly #server: Server;
  readonly #open = new Set<Socket>();
  readonly #to: () => number;

  private constructor(to: () => number) {
    this.#to = to;
    this.#server = createServer((station) => this.#join(station));
  }

  /** `to`: the collector's port, asked for at each connection. */
  static async start(to: () => number): Promise<CutProxy> {
    const proxy = new CutProxy(to);
    await new Promise<void>((resolve) => proxy.#server.listen(0, '127.0.0.1', resolve));
    return proxy;
  }

  get address(): string {
    return `https://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  cut(): void {
    this.mode = 'cut';
    for (const socket of this.#open) socket.destroy();
  }

  stop(): void {
    this.cut();
    this.#server.close();
  }

  #join(station: Socket): void {
    this.connections += 1;
    this.#keep(station);
    if (this.mode === 'cut') return void station.destroy();
    if (this.mode === 'silent') return void station.resume();
    const collector = connect(this.#to(), '127.0.0.1');
    this.#keep(collector);
    const limit = this.breakAfter;
    let sent = 0;
    station.on('data', (bytes: Buffer) => {
      sent += bytes.length;
      if (limit !== null && sent > limit) {
        station.destroy();
        collector.destroy();
        return;
      }
      collector.write(bytes);
    });
    station.on('end', () => collector.end());
    collector.pipe(station);
  }

  #keep(socket: Socket): void {
    this.#open.add(socket);
    socket.on('error', () => undefined);
    socket.on('close', () => this.#open.delete(socket));
  }
}
