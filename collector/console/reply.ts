import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AppError } from '../../shared/base/app-error.ts';
import { statusOf } from '../http/status-of.ts';

const RETRY_SECONDS = 2;

/** What is answered: a body at once, or `stream`, which writes and ends it. */
export interface HttpReply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array | string | ((response: ServerResponse) => Promise<void>);
}

/** JSON with status 200. */
export function json(value: unknown, headers: Record<string, string> = {}): HttpReply {
  return { status: 200, headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(value) };
}

/** Lines of JSON, and where the next page goes on; null at the end. */
export function linesReply(rows: readonly unknown[], next: number | null): HttpReply {
  const headers = { 'content-type': 'application/x-ndjson', ...(next === null ? {} : { 'halligan-next': String(next) }) };
  return { status: 200, headers, body: rows.map((row) => `${JSON.stringify(row)}\n`).join('') };
}

/** Plain text in UTF-8 with status 200. */
export function textReply(body: string): HttpReply {
  return { status: 200, headers: { 'content-type': 'text/plain; charset=utf-8' }, body };
}

/** Bytes with status 200, as `application/octet-stream` unless `headers` says otherwise. */
export function bytesReply(body: Uint8Array, headers: Record<string, string> = {}): HttpReply {
  return { status: 200, headers: { 'content-type': 'application/octet-stream', ...headers }, body };
}

/** As at the stations' address (shared/log/FORMAT.md §12). */
export function refusalReply({ code, message, detail }: AppError): HttpReply {
  const status = statusOf(code);
  const headers = { 'content-type': 'application/json', ...(status === 503 ? { 'retry-after': String(RETRY_SECONDS) } : {}) };
  return { status, headers, body: JSON.stringify({ v: 1, code, sentence: message, detail }) };
}

/** A body that was not read to its end would be taken for the next request: the connection ends with the answer. */
export async function sendReply(request: IncomingMessage, response: ServerResponse, { status, headers, body }: HttpReply): Promise<void> {
  const unread = request.complete ? {} : { connection: 'close' };
  if (typeof body === 'function') {
    response.writeHead(status, { ...headers, ...unread });
    await body(response);
    return;
  }
  const content = Buffer.from(body);
  response.writeHead(status, { 'content-length': content.length, ...headers, ...unread });
  response.end(content, () => {
    if (!request.complete) request.destroy();
  });
}
