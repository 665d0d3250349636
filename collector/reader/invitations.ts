/** One-time links: how a person comes to have a passkey here. The first is of an administrator, and the collector prints it. */
import { AppError } from '../../shared/base/app-error.ts';
import type { Collector } from '../collector.ts';
import { randomCode } from '../enrolment.ts';
import type { Reader as Database, Writer } from '../store/database.ts';
import { appendOwn } from '../store/own-log.ts';
import type { Role } from './role.ts';
import { secretHash } from './secret-hash.ts';

const GOOD_MS = 24 * 3_600_000;

export interface Invitation {
  readonly hash: string;
  readonly role: Role;
  readonly name: string;
  readonly made_by: string | null;
}

/**
 * A link under `origin` with which somebody becomes the first administrator: once, for 24 hours. Null as soon as there is an
 * administrator. A link that was made before is good no longer.
 */
export async function administratorLink(collector: Collector, origin: string): Promise<string | null> {
  const code = await collector.db.transaction(async (tx) => {
    if ((await administrators(tx)) > 0) return null;
    await tx.run('DELETE FROM invitation WHERE made_by IS NULL AND used_at IS NULL');
    return addInvitation(tx, collector, { role: 'administrator', name: '', by: null });
  });
  return code === null ? null : linkOf(origin, code);
}

/** A link for somebody whom an administrator calls by this name. */
export async function invite(
  collector: Collector,
  origin: string,
  whom: { readonly role: Role; readonly name: string; readonly by: string },
): Promise<string> {
  return linkOf(origin, await collector.db.transaction((tx) => addInvitation(tx, collector, whom)));
}

async function addInvitation(
  tx: Writer,
  { keys, now, random }: Collector,
  { role, name, by }: { readonly role: Role; readonly name: string; readonly by: string | null },
): Promise<string> {
  const code = randomCode(random);
  const at = now();
  const columns = ['hash', 'role', 'name', 'made_at', 'made_by', 'expires_at'];
  await tx.insert('invitation', columns, [[secretHash(code), role, name, at, by, at + GOOD_MS]]);
  await appendOwn(tx, keys.heads, at, [{ act: 'account.invite', who: by, d: { role } }]);
  return code;
}

/** The code stands behind the `#`: it is sent to no server, proxy or other page by following the link. */
function linkOf(origin: string, code: string): string {
  return `${origin}/#/join/${code}`;
}

/** Throws `collector.link_unknown`, `link_used` and `link_expired`. */
export async function openInvitation(db: Database, now: number, code: string): Promise<Invitation> {
  const row = await db.one<Invitation & { used_at: number | null; expires_at: number }>(
    'SELECT hash, role, name, made_by, used_at, expires_at FROM invitation WHERE hash = ?',
    secretHash(code),
  );
  if (row === null) throw new AppError('collector.link_unknown', 'this link was never given out');
  if (row.used_at !== null) throw new AppError('collector.link_used', 'this link was used');
  if (row.expires_at <= now) throw new AppError('collector.link_expired', 'this link is too old');
  return row;
}

/** Uses it up. Throws `collector.link_used` when somebody else was faster. */
export async function spendInvitation(tx: Writer, now: number, { hash }: Invitation): Promise<void> {
  if ((await tx.run('UPDATE invitation SET used_at = ? WHERE hash = ? AND used_at IS NULL', now, hash)) !== 1)
    throw new AppError('collector.link_used', 'this link was used');
}

export async function administrators(db: Database): Promise<number> {
  const row = await db.one<{ count: number }>("SELECT COUNT(*) AS count FROM account WHERE role = 'administrator' AND removed_at IS NULL");
  return row?.count ?? 0;
}
