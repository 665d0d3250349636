import type { IncomingMessage } from 'node:http';
import { createGunzip } from 'node:zlib';
import { AppError } from '../../shared/base/app-error.ts';

/** The whole body. Throws `log.body_too_large` past `limit` bytes, before they are kept; `log.bad_body` for one that was cut. */
export async function wholeBody(request: IncomingMessage, limit: number): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const part of guarded(request as AsyncIterable<Uint8Array>)) {
    length += part.length;
    if (length > limit) throw new AppError('log.body_too_large', `more than ${limit} bytes`);
    parts.push(part);
  }
  return new Uint8Array(Buffer.concat(parts));
}

/**
 * The body as it is after `Content-Encoding`, piece by piece: as much as is asked for is unpacked and no more. Throws
 * `collector.wrong_request` for another encoding, `log.bad_body` while it is read when it is not gzip, or was cut.
 */
export function unpackedBody(request: IncomingMessage): AsyncIterable<Uint8Array> {
  const encoding = request.headers['content-encoding'] ?? 'identity';
  if (encoding === 'identity') return guarded(request as AsyncIterable<Uint8Array>);
  if (encoding !== 'gzip') throw new AppError('collector.wrong_request', 'bodies are gzip or plain');
  const unpacked = createGunzip({ chunkSize: 64 * 1024 });
  request.on('error', (error) => unpacked.destroy(error));
  request.on('aborted', () => unpacked.destroy(new Error('cut')));
  request.pipe(unpacked);
  return guarded(unpacked);
}

async function* guarded(source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, undefined> {
  try {
    for await (const piece of source) yield piece;
  } catch (cause) {
    throw new AppError('log.bad_body', 'the body is not gzip, or was cut', { cause });
  }
  return undefined;
}
