/** What a collector answers when it cannot take an upload as it is, or not all of it yet (C2SP). FORMAT.md §9. */
import { AppError } from '../../base/app-error.ts';
import { type Bytes, fromBase64, toBase64, utf8 } from '../../base/bytes.ts';
import { bodyText, parseDecimal } from '../note/body-line.ts';

/** Where an upload goes on. */
export interface MirrorInfo {
  /** The size of a head that the collector knows: what to upload to. At least 1. */
  readonly end: number;
  /** The first entry that the collector does not have. */
  readonly next: number;
  /** To be sent back as it is; 0 to 4,096 bytes. */
  readonly ticket: Bytes;
}

/** A longer ticket is refused. */
export const MAX_TICKET_BYTES = 4_096;
const MAX_ANSWER_BYTES = 8_192;

/** The bytes of a `text/x.tlog.mirror-info`. Throws `log.bad_body` for what `parseMirrorInfo` would refuse. */
export function writeMirrorInfo({ end, next, ticket }: MirrorInfo): Bytes {
  const bytes = utf8(`${end}\n${next}\n${toBase64(ticket)}\n`);
  parseMirrorInfo(bytes);
  return bytes;
}

/** The inverse of `writeMirrorInfo`. Throws `log.body_too_large`, and `log.bad_body` for any other form. */
export function parseMirrorInfo(bytes: Uint8Array): MirrorInfo {
  const [endText = '', nextText = '', ticketText = '', last, ...rest] = bodyText(bytes, MAX_ANSWER_BYTES).split('\n');
  const [end, next] = [parseDecimal(endText), parseDecimal(nextText)];
  if (end === null || end < 1 || next === null || last !== '' || rest.length > 0)
    throw new AppError('log.bad_body', 'mirror-info: malformed');
  let ticket: Bytes;
  try {
    ticket = fromBase64(ticketText);
  } catch (cause) {
    throw new AppError('log.bad_body', 'mirror-info: the ticket is not base64', { cause });
  }
  if (ticket.length > MAX_TICKET_BYTES) throw new AppError('log.body_too_large', 'mirror-info: the ticket is too long');
  return { end, next, ticket };
}

/** The bytes of a `text/x.tlog.size`: the size of the last head that the collector has, 0 for none. */
export function writeTreeSize(size: number): Bytes {
  const bytes = utf8(`${size}\n`);
  parseTreeSize(bytes);
  return bytes;
}

/** The inverse of `writeTreeSize`. Throws `log.body_too_large`, and `log.bad_body` for any other form. */
export function parseTreeSize(bytes: Uint8Array): number {
  const text = bodyText(bytes, MAX_ANSWER_BYTES);
  const size = text.endsWith('\n') ? parseDecimal(text.slice(0, -1)) : null;
  if (size === null) throw new AppError('log.bad_body', 'not a size');
  return size;
}
