/** Who is signed in: a random cookie, kept as a hash, for twelve hours at most and one without a request. */
import type { IncomingMessage } from 'node:http';
import { AppError } from '../../shared/base/app-error.ts';
import { copyOf, toBase64url } from '../../shared/base/bytes.ts';
import type { Collector } from '../ground/collector.ts';
import type { Writer } from '../store/database.ts';
import type { ViewerRole } from './answers.ts';
import { secretHash } from './secret-hash.ts';

const LONGEST_MS = 12 * 3_600_000;
const IDLE_MS = 3_600_000;
/** How exactly it is known when somebody was last here: each time it is written down costs a write. */
const SEEN_MS = 60_000;

/** Who asks. */
export interface Viewer {
  readonly account: string;
  readonly name: string;
  readonly role: ViewerRole;
  /** The hash of the session. */
  readonly session: string;
}

/** The cookie's name and its attributes. Over TLS it can be set by no other host, port or path than this. */
export function cookieOf(origin: URL): { readonly name: string; readonly attributes: string } {
  const common = 'Path=/; HttpOnly; SameSite=Strict';
  return origin.protocol === 'https:'
    ? { name: '__Host-halligan', attributes: `${common}; Secure` }
    : { name: `halligan-${origin.port === '' ? '80' : origin.port}`, attributes: common };
}

/** A new session in `tx`: the value of its cookie. What ended is forgotten. */
export async function openSession(tx: Writer, { now, random }: Collector, account: string): Promise<string> {
  const secret = toBase64url(copyOf(random(32)));
  const at = now();
  await tx.run('DELETE FROM session WHERE made_at <= ? OR seen_at <= ?', at - LONGEST_MS, at - IDLE_MS);
  await tx.insert('session', ['hash', 'account', 'made_at', 'seen_at'], [[secretHash(secret), account, at, at]]);
  return secret;
}

interface Row {
  readonly account: string;
  readonly seen_at: number;
  readonly name: string;
  readonly role: ViewerRole;
}

const SESSION = `SELECT s.account, s.seen_at, a.name, a.role FROM session s JOIN account a ON a.id = s.account
  WHERE s.hash = ? AND s.made_at > ? AND s.seen_at > ? AND a.removed_at IS NULL`;

/** Throws `collector.not_signed_in`. */
export async function viewerOf({ db, now }: Collector, request: IncomingMessage, cookie: string): Promise<Viewer> {
  const secret = cookieIn(request.headers.cookie ?? '', cookie);
  const session = secretHash(secret ?? '');
  const at = now();
  const row = secret === null ? null : await db.one<Row>(SESSION, session, at - LONGEST_MS, at - IDLE_MS);
  if (row === null) throw new AppError('collector.not_signed_in', 'no session');
  // The page sends this header with requests that no person caused.
  const attended = request.headers['halligan-unattended'] === undefined;
  if (attended && row.seen_at <= at - SEEN_MS)
    await db.transaction((tx) => tx.run('UPDATE session SET seen_at = ? WHERE hash = ? AND seen_at < ?', at, session, at));
  return { account: row.account, name: row.name, role: row.role, session };
}

/** Whether this session is good still. Being asked is no request of the person: it goes on for no longer by it. */
export async function isStillIn({ db, now }: Collector, { session }: Viewer): Promise<boolean> {
  const at = now();
  return (await db.one<Row>(SESSION, session, at - LONGEST_MS, at - IDLE_MS)) !== null;
}

function cookieIn(header: string, name: string): string | null {
  for (const part of header.split(';')) {
    const [key, value] = part.trim().split('=');
    if (key === name && value !== undefined) return value;
  }
  return null;
}
