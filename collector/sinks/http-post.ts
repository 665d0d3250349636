import { type OutgoingHttpHeaders, request as requestPlain } from 'node:http';
import { request as requestTls } from 'node:https';
import { isLoopback } from './loopback.ts';

/** Where a receiver of HTTP POSTs listens. `ca` (PEM): the one authority that is believed; null for those of the system. */
export interface HttpReceiver {
  readonly url: URL;
  readonly ca: string | null;
  /** As the receiver asks for: a token, say. */
  readonly headers: Readonly<Record<string, string>>;
  /** From the first byte to the last, both ways. */
  readonly timeoutMs: number;
}

/** What the receiver of a POST answered. `retryAfter`: its header as it came, or null. */
export interface HttpAnswer {
  readonly status: number;
  readonly retryAfter: string | null;
  /** Null where it was longer than 64 KiB. */
  readonly body: string | null;
}

const MAX_ANSWER_BYTES = 65_536;

/**
 * The answer to one POST, on a connection of its own: over TLS, or on this machine. Follows no redirect. Throws an Error where no whole
 * answer came in time, and for an address that would be spoken to in the clear.
 */
export function httpPost(body: string, headers: OutgoingHttpHeaders, receiver: HttpReceiver): Promise<HttpAnswer> {
  const { url, ca, timeoutMs } = receiver;
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isLoopback(url.hostname)))
    return Promise.reject(new Error('http: is for this machine alone'));
  return new Promise((resolve, reject) => {
    const sent = { method: 'POST', agent: false, headers: { ...receiver.headers, ...headers, 'content-length': Buffer.byteLength(body) } };
    const trust = { minVersion: 'TLSv1.2', rejectUnauthorized: true, ...(ca !== null && { ca }) } as const;
    const request = url.protocol === 'https:' ? requestTls(url, { ...sent, ...trust }) : requestPlain(url, sent);
    const timer = setTimeout(() => request.destroy(new Error(`no whole answer within ${timeoutMs} ms`)), timeoutMs);
    request.on('error', reject).on('close', () => {
      clearTimeout(timer);
      reject(new Error('the connection broke'));
    });
    request.on('response', (response) => {
      const { statusCode: status = 0 } = response;
      const retryAfter = response.headers['retry-after'] ?? null;
      const chunks: Buffer[] = [];
      let length = 0;
      response.on('error', reject).on('data', (chunk: Buffer) => {
        length += chunk.length;
        chunks.push(chunk);
        if (length <= MAX_ANSWER_BYTES) return;
        resolve({ status, retryAfter, body: null });
        request.destroy();
      });
      response.on('end', () => resolve({ status, retryAfter, body: Buffer.concat(chunks).toString('utf8') }));
    });
    request.end(body);
  });
}
