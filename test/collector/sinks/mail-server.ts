/** A small SMTP server on loopback, as RFC 5321 has it: what it was handed, and whom it refuses. */
import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { createServer as createTlsServer, TLSSocket } from 'node:tls';

export interface Mail {
  readonly from: string;
  readonly to: readonly string[];
  readonly data: string;
}

interface Behaviour {
  readonly tls?: { readonly key: string; readonly cert: string };
  /** `implicit` from the first byte, `starttls` when asked. */
  readonly mode?: 'plain' | 'starttls' | 'implicit';
  /** The answer to a command or, as `DATA.`, to the mail itself, where it is not the usual one. */
  readonly answer?: (command: string) => string | null;
}

export class MailServer implements AsyncDisposable {
  readonly mails: Mail[] = [];
  readonly commands: string[] = [];
  readonly #server;
  readonly #sockets = new Set<Socket>();

  constructor({ tls, mode = 'plain', answer = () => null }: Behaviour = {}) {
    const meet = (socket: Socket): void => this.#meet(socket, mode === 'starttls' ? (tls ?? null) : null, answer);
    this.#server = mode === 'implicit' && tls !== undefined ? createTlsServer(tls, meet) : createServer(meet);
  }

  static async start(behaviour: Behaviour = {}): Promise<MailServer> {
    const server = new MailServer(behaviour);
    server.#server.listen(0, '127.0.0.1');
    await once(server.#server, 'listening');
    return server;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port; // of a server that listens on a port
  }

  #meet(first: Socket, tls: { key: string; cert: string } | null, answer: (command: string) => string | null): void {
    this.#sockets.add(first);
    let mail = { from: '', to: [] as string[], lines: [] as string[] };
    let inData = false;
    /** The answer to the mail itself. */
    const taken = (): string => {
      inData = false;
      const refused = answer('DATA.');
      if (refused === null) this.mails.push({ from: mail.from, to: mail.to, data: mail.lines.join('\r\n') });
      mail = { from: '', to: [], lines: [] };
      return refused ?? '250 taken';
    };
    const answerTo = (text: string, secure: boolean): string => {
      this.commands.push(text);
      const said = answer(text);
      if (said !== null) return said;
      if (/^EHLO /i.test(text)) return `250-loop\r\n${tls !== null && !secure ? '250-STARTTLS\r\n' : ''}250 AUTH PLAIN`;
      if (/^MAIL FROM:/i.test(text)) mail.from = /<(.*)>/.exec(text)?.[1] ?? '';
      if (/^RCPT TO:/i.test(text)) mail.to.push(/<(.*)>/.exec(text)?.[1] ?? '');
      if (/^AUTH /i.test(text)) return '235 welcome';
      if (/^QUIT/i.test(text)) return '221 bye';
      if (text !== 'DATA') return '250 ok';
      inData = true;
      return '354 go on';
    };
    const read = (socket: Socket): void => {
      let rest = '';
      socket.on('error', () => undefined);
      socket.on('data', (piece: Buffer) => {
        const parts = `${rest}${piece.toString('utf8')}`.split('\r\n');
        rest = parts.pop() ?? '';
        for (const text of parts) {
          if (inData && text !== '.') {
            mail.lines.push(text.replace(/^\.\./, '.'));
            continue;
          }
          if (text === 'STARTTLS' && tls !== null) {
            socket.write('220 go on\r\n');
            socket.removeAllListeners('data');
            read(new TLSSocket(socket, { isServer: true, ...tls }));
            return;
          }
          const said = inData ? taken() : answerTo(text, socket instanceof TLSSocket);
          if (said !== '') socket.write(`${said}\r\n`);
        }
      });
    };
    read(first);
    first.write('220 loop\r\n');
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    this.#server.close();
    await once(this.#server, 'close');
  }
}
