/** What a station asks of a collector, request by request. shared/log/FORMAT.md §9 and §12. */
import { AppError, isAppError } from '../../shared/base/app-error.ts';
import { fromUtf8 } from '../../shared/base/bytes.ts';
import { isErrorCode } from '../../shared/base/error-codes.ts';
import { type MirrorInfo, parseMirrorInfo, parseTreeSize } from '../../shared/log/exchange/collector-answer.ts';
import { CallQueue } from '../session/call-queue.ts';
import type { CollectorAddress } from './collector-address.ts';
import { type CollectorReply, exchange, type HttpRequest, type Transport } from './transport.ts';

/** `other-size`: the collector's last head has this size, and the proof must lead from there. */
export type HeadAnswer = { readonly kind: 'taken' } | { readonly kind: 'other-size'; readonly size: number };

/** `receipt`: every entry under the head is durable there. `go-on`: what arrived was taken. `elsewhere`: nothing was, begin where it says. */
export type EntriesAnswer =
  | { readonly kind: 'receipt'; readonly lines: string }
  | { readonly kind: 'go-on' | 'elsewhere'; readonly info: MirrorInfo };

export interface Pinned {
  readonly address: CollectorAddress;
  /** SHA-256 of the collector's TLS key, in hexadecimal. */
  readonly pin: string;
}

/**
 * One collector, asked one thing at a time. Every method throws `network.*` as `exchange` does, `network.bad_answer` for an
 * answer that the format does not have, and the collector's own code where it refused: `detail.retryAfterSeconds` is there
 * when it asks to wait.
 */
export class CollectorClient {
  readonly #to: Pinned;
  readonly #transport: Transport;
  readonly #signal: AbortSignal;
  readonly #flights = new CallQueue();
  #clockOffMs: number | null = null;

  constructor(to: Pinned, transport: Transport, signal: AbortSignal) {
    this.#to = to;
    this.#transport = transport;
    this.#signal = signal;
  }

  /** The collector's clock less this station's, by the last answer; null before there is one. */
  get clockOffMs(): number | null {
    return this.#clockOffMs;
  }

  async addCheckpoint(body: Uint8Array): Promise<HeadAnswer> {
    const answer = await this.#send({ method: 'POST', path: '/w/add-checkpoint', body, encoding: 'none' });
    if (answer.status === 200) return { kind: 'taken' };
    if (is(answer, 409, 'text/x.tlog.size')) return { kind: 'other-size', size: readAs(() => parseTreeSize(answer.body)) };
    throw refusalIn(answer);
  }

  async addEntries(body: Uint8Array): Promise<EntriesAnswer> {
    const answer = await this.#send({ method: 'POST', path: '/w/add-entries', body, encoding: 'gzip' });
    if (answer.status === 200) return { kind: 'receipt', lines: readAs(() => fromUtf8(answer.body)) };
    for (const [status, kind] of [[202, 'go-on'] as const, [409, 'elsewhere'] as const]) {
      if (is(answer, status, 'text/x.tlog.mirror-info')) return { kind, info: readAs(() => parseMirrorInfo(answer.body)) };
    }
    throw refusalIn(answer);
  }

  /** Hands in the proof of one entry, ahead of the rest. The same again has no effect. */
  async alert(proof: Uint8Array): Promise<void> {
    const answer = await this.#send({ method: 'POST', path: '/v1/alert', body: proof, encoding: 'none' });
    if (answer.status !== 200 && answer.status !== 202) throw refusalIn(answer);
  }

  /** Hands in the words behind commitments: lines of `shared/log/FORMAT.md` §12. The same again has no effect. */
  async disclosures(body: Uint8Array): Promise<void> {
    const answer = await this.#send({ method: 'POST', path: '/v1/disclosures', body, encoding: 'none' });
    if (answer.status !== 200) throw refusalIn(answer);
  }

  #send(what: HttpRequest): Promise<CollectorReply> {
    return this.#flights.run(async () => {
      const answer = await exchange(this.#to, what, this.#transport, this.#signal);
      this.#clockOffMs = answer.clockOffMs;
      return answer;
    });
  }
}

function is({ status, contentType }: CollectorReply, wanted: number, type: string): boolean {
  return status === wanted && contentType === type;
}

function readAs<T>(read: () => T): T {
  try {
    return read();
  } catch (cause) {
    if (!isAppError(cause)) throw cause;
    throw new AppError('network.bad_answer', 'the answer is malformed', { cause });
  }
}

/** The refusal in the collector's own code; `network.bad_answer` for one that this version does not know. */
export function refusalIn({ status, body, retryAfterSeconds }: CollectorReply): AppError {
  const code = codeIn(body);
  const detail = retryAfterSeconds === null ? {} : { retryAfterSeconds };
  if (code !== null) return new AppError(code, `the collector refused with ${status}`, { detail });
  const busy = status === 429 || status === 503;
  return new AppError(busy ? 'collector.too_many' : 'network.bad_answer', `the collector answered ${status}`, { detail });
}

function codeIn(body: Uint8Array): AppError['code'] | null {
  try {
    const { code } = JSON.parse(fromUtf8(body)) as { code?: unknown }; // each use below is of what it is checked to be
    return typeof code === 'string' && isErrorCode(code) ? code : null;
  } catch {
    return null;
  }
}
