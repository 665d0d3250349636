import type { Readable, Writable } from 'node:stream';
import { AppError } from '../shared/base/app-error.ts';
import type { Commands, PipeMessage, ProtocolCommand, ProtocolEvent, ProtocolEvents } from './protocol.ts';

type Listener = (message: PipeMessage) => void;

/**
 * A client of the DevTools protocol over `--remote-debugging-pipe`: JSON messages that end in NUL, no port.
 * Every wait ends: when the browser is gone, what is still under way is refused with `host.window_failed`.
 */
export class Cdp {
  readonly #out: Writable;
  readonly #waiting = new Map<number, { settle(reply: PipeMessage): void; fail(error: AppError): void }>();
  readonly #listeners = new Set<Listener>();
  readonly #closed = Promise.withResolvers<void>();
  #partial: Buffer[] = [];
  #lastId = 0;
  #isClosed = false;

  /** `out` and `input` are the browser's file descriptors 3 and 4. */
  constructor(out: Writable, input: Readable) {
    this.#out = out;
    const end = (): void => this.#end();
    input.on('data', (data: Buffer) => this.#read(data));
    input.on('end', end).on('close', end).on('error', end);
    out.on('error', end);
  }

  /** Resolves when the browser has let go of the pipe. */
  get closed(): Promise<void> {
    return this.#closed.promise;
  }

  /** Sends a command and waits for its result. `sessionId` names the page; without it the command goes to the browser. */
  send<Name extends ProtocolCommand>(method: Name, params: Commands[Name]['takes'], sessionId?: string): Promise<Commands[Name]['gives']> {
    return new Promise((resolve, reject) => {
      const settle = (reply: PipeMessage): void => {
        if (reply.error === undefined)
          resolve(reply.result as Commands[Name]['gives']); // the browser answers as the protocol says
        else reject(new AppError('host.window_failed', `${method}: ${reply.error.message}`));
      };
      this.request({ method, params, ...(sessionId === undefined ? {} : { sessionId }) }, settle, reject);
    });
  }

  /** Asks without waiting, where a refusal can only mean that the page went away meanwhile. */
  post<Name extends ProtocolCommand>(method: Name, params: Commands[Name]['takes'], sessionId?: string): void {
    this.send(method, params, sessionId).catch(() => undefined);
  }

  /** Hears one kind of event, from the browser or any page, until the function that it returns is called. */
  on<Name extends ProtocolEvent>(
    method: Name,
    listener: (params: ProtocolEvents[Name], sessionId: string | undefined) => void,
  ): () => void {
    return this.tap((message) => {
      if (message.method === method) listener(message.params as ProtocolEvents[Name], message.sessionId); // as above
    });
  }

  /** Hears every event as it comes. */
  tap(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Sends a message under a fresh id and hands over the reply as it comes. */
  request(message: PipeMessage, settle: (reply: PipeMessage) => void, fail: (error: AppError) => void): void {
    if (this.#isClosed) {
      fail(new AppError('host.window_failed', `the browser is gone (${message.method})`));
      return;
    }
    this.#lastId += 1;
    this.#waiting.set(this.#lastId, { settle, fail });
    this.#out.write(`${JSON.stringify({ ...message, id: this.#lastId })}\0`);
  }

  #read(data: Buffer): void {
    let from = 0;
    for (let at = data.indexOf(0); at >= 0; at = data.indexOf(0, from)) {
      const text = Buffer.concat([...this.#partial, data.subarray(from, at)]).toString('utf8');
      this.#partial = [];
      from = at + 1;
      this.#receive(JSON.parse(text) as PipeMessage); // the browser's own words
    }
    if (from < data.length) this.#partial.push(data.subarray(from));
  }

  #receive(message: PipeMessage): void {
    if (message.id === undefined) {
      for (const listener of [...this.#listeners]) listener(message);
      return;
    }
    const waiting = this.#waiting.get(message.id);
    this.#waiting.delete(message.id);
    waiting?.settle(message);
  }

  #end(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    for (const { fail } of this.#waiting.values()) fail(new AppError('host.window_failed', 'the browser is gone'));
    this.#waiting.clear();
    this.#closed.resolve();
  }
}
