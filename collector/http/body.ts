import type { IncomingMessage } from 'node:http';
import { createGunzip } from 'node:zlib';
import { AppError } from '../../shared/base/app-error.ts';
import type { BodyHold } from './body-budget.ts';

/** What gzip needs to be unpacked, window and output. */
const UNPACKING_BYTES = 128 * 1024;
const UNPACKED_PIECE_BYTES = 16 * 1024;

/**
 * The whole body, for which `hold` takes memory as soon as its length is known. Throws `log.body_too_large` past `limit` bytes, before
 * they are kept; `log.bad_body` for one that was cut, `collector.too_many` for one that had to give way.
 */
export async function wholeBody(request: IncomingMessage, limit: number, hold?: BodyHold): Promise<Uint8Array> {
  const tooLarge = () => new AppError('log.body_too_large', `more than ${limit} bytes`);
  const announced = Number(request.headers['content-length'] ?? limit);
  if (announced > limit) throw tooLarge();
  hold?.take(announced);
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const part of guarded(request as AsyncIterable<Uint8Array>)) {
    length += part.length;
    if (length > limit) throw tooLarge();
    parts.push(part);
  }
  return new Uint8Array(Buffer.concat(parts));
}

/**
 * The body as it is after `Content-Encoding`, piece by piece: as much as is asked for is unpacked and no more. Throws
 * `collector.wrong_request` for another encoding, `log.bad_body` while it is read when it is not gzip, or was cut, and
 * `collector.too_many` when it had to give way. What was read is held until the reader lets `hold` release it.
 */
export function unpackedBody(request: IncomingMessage, hold: BodyHold): AsyncIterable<Uint8Array> {
  const encoding = request.headers['content-encoding'] ?? 'identity';
  if (encoding === 'identity') return held(guarded(request as AsyncIterable<Uint8Array>), hold);
  if (encoding !== 'gzip') throw new AppError('collector.wrong_request', 'bodies are gzip or plain');
  hold.take(UNPACKING_BYTES);
  const unpacked = createGunzip({ chunkSize: UNPACKED_PIECE_BYTES });
  request.on('error', (error) => unpacked.destroy(error));
  request.on('aborted', () => unpacked.destroy(new Error('cut')));
  request.pipe(unpacked);
  return held(guarded(unpacked), hold);
}

/** The body as it comes, for who keeps it elsewhere than in memory. Throws `log.bad_body` for one that was cut. */
export function plainBody(request: IncomingMessage): AsyncIterable<Uint8Array> {
  return guarded(request as AsyncIterable<Uint8Array>);
}

async function* held(source: AsyncIterable<Uint8Array>, hold: BodyHold): AsyncGenerator<Uint8Array, undefined> {
  for await (const piece of source) {
    hold.take(piece.length);
    yield piece;
  }
  return undefined;
}

async function* guarded(source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, undefined> {
  try {
    for await (const piece of source) yield piece;
  } catch (cause) {
    throw new AppError('log.bad_body', 'the body is not gzip, or was cut', { cause });
  }
  return undefined;
}
