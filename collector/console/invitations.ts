/** One-time links: how a person comes to have a passkey here. That of the first administrator is printed where the collector starts. */
import { AppError } from '../../shared/base/app-error.ts';
import type { Instant } from '../../shared/base/instant.ts';
import { randomCode } from '../enrol/enrolment.ts';
import type { Collector } from '../ground/collector.ts';
import type { ReadHandle as Database, Writer } from '../store/database.ts';
import { appendOwn, waitForOwn } from '../store/own-log.ts';
import type { ViewerRole } from './answers.ts';
import { secretHash } from './secret-hash.ts';

const GOOD_MS = 24 * 3_600_000;

/** An invitation as it is stored. `hash`: SHA-256 of its code; `made_by`: the account, or null for one made at the shell. */
export interface Invitation {
  readonly hash: string;
  readonly role: ViewerRole;
  readonly name: string;
  readonly made_by: string | null;
}

/** At a start without an administrator: a new link, or when the link that is still valid was given out. Otherwise both are null. */
export interface FirstLink {
  readonly link: string | null;
  readonly givenAt: Instant | null;
}

/** Links that were made at the shell or at a start, not on the page. */
const OF_THE_SHELL = "(made_by IS NULL OR made_by LIKE 'shell:%') AND used_at IS NULL";

/**
 * A link under `origin` with which somebody becomes the first administrator: once, for 24 hours. One that was given out before, and
 * is still good, stays: of several processes on one database, and of many starts, one gives out a link.
 */
export async function firstLink(collector: Collector, origin: string): Promise<FirstLink> {
  const { db, now } = collector;
  return db.transaction(async (tx) => {
    // Before anything is looked at: another process may be about to give one out.
    await waitForOwn(tx);
    if ((await administrators(tx)) > 0) return { link: null, givenAt: null };
    const given = await tx.one<{ at: Instant | null }>(
      `SELECT MAX(made_at) AS at FROM invitation WHERE ${OF_THE_SHELL} AND expires_at > ?`,
      now(),
    );
    if (given !== null && given.at !== null) return { link: null, givenAt: given.at };
    return { link: linkOf(origin, await addAdministrator(tx, collector, null)), givenAt: null };
  });
}

/**
 * A new link for an administrator, even when one exists already: for the person who runs the collector. Links that were made this way
 * before, or at a start, stop working. `by` names that person in the collector's own log.
 */
export async function administratorLink(collector: Collector, origin: string, by: string | null = null): Promise<string> {
  return linkOf(origin, await collector.db.transaction((tx) => addAdministrator(tx, collector, by)));
}

async function addAdministrator(tx: Writer, collector: Collector, by: string | null): Promise<string> {
  await tx.run(`DELETE FROM invitation WHERE ${OF_THE_SHELL}`);
  return addInvitation(tx, collector, { role: 'administrator', name: '', by });
}

/** A link for somebody whom an administrator calls by this name. */
export async function invite(
  collector: Collector,
  origin: string,
  whom: { readonly role: ViewerRole; readonly name: string; readonly by: string },
): Promise<string> {
  return linkOf(origin, await collector.db.transaction((tx) => addInvitation(tx, collector, whom)));
}

async function addInvitation(
  tx: Writer,
  { keys, now, random }: Collector,
  { role, name, by }: { readonly role: ViewerRole; readonly name: string; readonly by: string | null },
): Promise<string> {
  const code = randomCode(random);
  const at = now();
  const columns = ['hash', 'role', 'name', 'made_at', 'made_by', 'expires_at'];
  await tx.insert('invitation', columns, [[secretHash(code), role, name, at, by, at + GOOD_MS]]);
  await appendOwn(tx, keys.heads, at, [{ act: 'account.invite', who: by, d: { role } }]);
  return code;
}

/** The code comes after the `#`, so that following the link sends it to no server, proxy or other page. */
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

/** How many accounts may administer the collector now. */
export async function administrators(db: Database): Promise<number> {
  const row = await db.one<{ count: number }>("SELECT COUNT(*) AS count FROM account WHERE role = 'administrator' AND removed_at IS NULL");
  return row?.count ?? 0;
}
