/** Main's end of the strongroom: typed calls over whatever carries messages to the child process. */
import { AppError } from '../../shared/base/app-error.ts';
import { isErrorCode } from '../../shared/base/error-codes.ts';
import type { StrongroomCall, StrongroomCalls, StrongroomReply } from '../../shared/contract/strongroom-calls.ts';

/** The child process as its host gives it: Electron's utilityProcess, or a forked Node. */
export interface StrongroomPort {
  send(message: unknown): void;
  onMessage(listener: (message: unknown) => void): void;
  /** Called once, whatever ended it. */
  onExit(listener: () => void): void;
  /** Ends the process at once, and with it everything in its memory. */
  kill(): void;
  readonly pid: number | undefined;
}

/** The longest that any call may take: Argon2id at 256 MiB on a slow machine, or a file of 16 MiB. Milliseconds. */
const CALL_TIMEOUT_MS = 60_000;
/** Longer than the pause between the calls of one act, shorter than one that a person notices. Milliseconds. */
const LATER_AFTER_MS = 150;

interface Waiting {
  resolve(value: unknown): void;
  reject(error: AppError): void;
  readonly timer: NodeJS.Timeout;
}

/**
 * One strongroom process. Calls may overlap; each waits at most 60 s for its answer. Once it has ended it stays ended: start
 * another one.
 */
export class Strongroom {
  readonly #port: StrongroomPort;
  readonly #waiting = new Map<number, Waiting>();
  #asking = 0;
  #askedAt = 0;
  #next = 1;
  #gone = false;

  /** `onGone` is called when the process ends without having been asked to. */
  constructor(port: StrongroomPort, onGone: () => void) {
    this.#port = port;
    port.onMessage((message) => this.#settle(message as StrongroomReply)); // the child is our own code, started by us
    port.onExit(() => {
      const asked = this.#gone;
      this.#gone = true;
      this.#failAll();
      if (!asked) onGone();
    });
  }

  get pid(): number | undefined {
    return this.#port.pid;
  }

  /** Throws the coded refusal of the strongroom, `strongroom.gone` if it has ended or ends meanwhile, `strongroom.timed_out`. */
  async call<Name extends StrongroomCall>(name: Name, input: StrongroomCalls[Name]['input']): Promise<StrongroomCalls[Name]['output']> {
    this.#asking += 1;
    try {
      return await this.#send(name, input);
    } finally {
      this.#asking -= 1;
      this.#askedAt = performance.now();
    }
  }

  /** As `call`, for work that can wait: sent once no call was made for 150 ms. A call is delayed by at most one of these. */
  async callLater<Name extends StrongroomCall>(
    name: Name,
    input: StrongroomCalls[Name]['input'],
  ): Promise<StrongroomCalls[Name]['output']> {
    while (!this.#gone) {
      const waitMs = this.#asking > 0 ? LATER_AFTER_MS : this.#askedAt + LATER_AFTER_MS - performance.now();
      if (waitMs <= 0) break;
      await new Promise((resolve) => setTimeout(resolve, waitMs));
    }
    return this.#send(name, input);
  }

  /** Ends the process and with it every key and plaintext. Calls under way are refused. */
  end(): void {
    if (this.#gone) return;
    this.#gone = true;
    this.#port.kill();
    this.#failAll();
  }

  #send<Name extends StrongroomCall>(name: Name, input: StrongroomCalls[Name]['input']): Promise<StrongroomCalls[Name]['output']> {
    if (this.#gone) return Promise.reject(new AppError('strongroom.gone', 'the strongroom has ended'));
    const id = this.#next++;
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.#waiting.delete(id);
        reject(new AppError('strongroom.timed_out', `the strongroom did not answer ${name}`));
      }, CALL_TIMEOUT_MS);
      // The output type belongs to the call's name; the child answers what the table says.
      this.#waiting.set(id, { resolve: (value) => resolve(value as StrongroomCalls[Name]['output']), reject, timer });
      this.#port.send({ id, call: name, input });
    });
  }

  #settle(reply: StrongroomReply): void {
    const waiting = this.#waiting.get(reply.id);
    if (waiting === undefined) return;
    this.#waiting.delete(reply.id);
    clearTimeout(waiting.timer);
    if (reply.ok) waiting.resolve(reply.value);
    else waiting.reject(new AppError(isErrorCode(reply.code) ? reply.code : 'internal', reply.message, { detail: reply.detail }));
  }

  #failAll(): void {
    for (const { reject, timer } of this.#waiting.values()) {
      clearTimeout(timer);
      reject(new AppError('strongroom.gone', 'the strongroom has ended'));
    }
    this.#waiting.clear();
  }
}

/** The strongroom as the rooms have it: they call it, and only the session ends it. */
export type CallableStrongroom = Pick<Strongroom, 'call' | 'callLater'>;
