/** One HTTPS exchange with a collector: pinned, bounded in time and bytes, and with a code for each way in which it fails. */
import { type IncomingMessage, request } from 'node:http';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { AppError } from '../../shared/base/app-error.ts';
import { type Bytes, copyOf } from '../../shared/base/bytes.ts';
import type { EnginePorts } from '../session/ports.ts';
import type { CollectorAddress } from './collector-address.ts';
import { networkFault } from './network-fault.ts';
import { connectPinned } from './pinned-socket.ts';

export interface HttpRequest {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly body: Uint8Array;
  /** Large bodies shrink to an eighth. */
  readonly encoding: 'gzip' | 'none';
}

export interface CollectorReply {
  readonly status: number;
  /** Without parameters, in lower case; empty where the answer says none. */
  readonly contentType: string;
  readonly body: Bytes;
  /** What the collector asks to wait; null where it asks nothing. */
  readonly retryAfterSeconds: number | null;
  /** The collector's clock less this station's, in ms; null where the answer has no date. */
  readonly clockOffMs: number | null;
  /** SHA-256 of the peer's TLS key, in hexadecimal. */
  readonly spki: string;
}

export interface Transport {
  /** UTC milliseconds. */
  wall(): number;
  /** Time to connect and to be answered, besides that of the body. */
  readonly patienceMs?: number;
}

/** The transport of this engine. */
export function transportOf({ wall, collectorPatienceMs: patienceMs }: Pick<EnginePorts, 'wall' | 'collectorPatienceMs'>): Transport {
  return { wall: () => wall(), ...(patienceMs === undefined ? {} : { patienceMs }) };
}

const PATIENCE_MS = 30_000;
/** The slowest link that is waited for. */
const BYTES_PER_SECOND = 4_096;
const MAX_ANSWER_BYTES = 65_536;
const MAX_RETRY_AFTER_SECONDS = 86_400;

const squeeze = promisify(gzip);

/**
 * Sends one request on a connection of its own. Throws `network.*`: `none`, `name_unknown`, `refused`, `timed_out`, `cut`,
 * `wrong_certificate` (before anything was sent), `portal` (plain HTTP, a redirect or a page for people), `bad_answer` (not
 * HTTP, or more than 64 KiB). Any other answer is given, refusals too. `signal` ends it with the signal's own reason.
 */
export async function exchange(
  to: { readonly address: CollectorAddress; readonly pin: string | null },
  what: HttpRequest,
  { wall, patienceMs = PATIENCE_MS }: Transport,
  signal: AbortSignal,
): Promise<CollectorReply> {
  const body = what.encoding === 'gzip' ? await squeeze(what.body) : what.body;
  const late = AbortSignal.timeout(patienceMs + Math.ceil((body.length * 1000) / BYTES_PER_SECOND));
  const ending = AbortSignal.any([signal, late]);
  try {
    const { socket, spki } = await connectPinned(to.address, to.pin, ending);
    try {
      const response = await new Promise<IncomingMessage>((resolve, reject) => {
        const asking = request(
          {
            createConnection: () => socket,
            signal: ending,
            method: what.method,
            path: what.path,
            headers: {
              host: new URL(to.address.text).host,
              connection: 'close',
              'content-length': body.length,
              ...(what.encoding === 'gzip' ? { 'content-encoding': 'gzip' } : {}),
            },
          },
          resolve,
        );
        asking.once('error', reject);
        asking.end(body);
      });
      const answer = await readAnswer(response);
      requireCollector(answer);
      return { ...answer, clockOffMs: clockOff(response, wall), spki };
    } finally {
      socket.destroy();
    }
  } catch (error) {
    if (signal.aborted) throw signal.reason;
    if (late.aborted) throw new AppError('network.timed_out', `no answer to ${what.path}`, { cause: error });
    throw networkFault(error);
  }
}

async function readAnswer(response: IncomingMessage): Promise<Omit<CollectorReply, 'clockOffMs' | 'spki'>> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of response as AsyncIterable<Uint8Array>) {
    size += part.length;
    if (size > MAX_ANSWER_BYTES) throw new AppError('network.bad_answer', 'the answer is too long');
    parts.push(part);
  }
  const contentType = (response.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
  return {
    status: response.statusCode ?? 0,
    contentType,
    body: copyOf(Buffer.concat(parts)),
    retryAfterSeconds: retryAfter(response.headers['retry-after']),
  };
}

/** A collector never redirects, and never answers a station with a page. */
function requireCollector({ status, contentType }: Pick<CollectorReply, 'status' | 'contentType'>): void {
  if ((status >= 300 && status < 400) || contentType === 'text/html')
    throw new AppError('network.portal', `answered ${status} ${contentType}`);
}

function retryAfter(text: string | undefined): number | null {
  return text !== undefined && /^[0-9]{1,9}$/.test(text) ? Math.min(Number(text), MAX_RETRY_AFTER_SECONDS) : null;
}

function clockOff({ headers }: IncomingMessage, wall: () => number): number | null {
  const at = Date.parse(headers.date ?? '');
  return Number.isNaN(at) ? null : at - wall();
}
