/** The people of the page: who is here, and taking one away. */
import { AppError } from '../../shared/base/app-error.ts';
import type { Collector } from '../ground/collector.ts';
import type { ReadHandle as Database } from '../store/database.ts';
import { appendOwn } from '../store/own-log.ts';
import type { PersonAnswer } from './answers.ts';
import { administrators } from './invitations.ts';

const MAX_ACCOUNTS = 1_000;

/** Everybody who ever was one, so that the own log can be read in names. */
export function people(db: Database): Promise<PersonAnswer[]> {
  return db.all<PersonAnswer>(
    `SELECT a.id, a.name, a.role, a.made_at, a.made_by, a.removed_at, MAX(p.used_at) AS used_at
     FROM account a LEFT JOIN passkey p ON p.account = a.id
     GROUP BY a.id, a.name, a.role, a.made_at, a.made_by, a.removed_at ORDER BY a.made_at, a.id LIMIT ${MAX_ACCOUNTS}`,
  );
}

/**
 * Takes the account away, with its passkeys and whatever it is signed in with. Throws `collector.not_found`, and
 * `collector.last_administrator`: somebody must be able to let others in.
 */
export async function removePerson({ db, keys, now }: Collector, id: string, by: string): Promise<void> {
  await db.transaction(async (tx) => {
    const removed = await tx.run('UPDATE account SET removed_at = ? WHERE id = ? AND removed_at IS NULL', now(), id);
    if (removed !== 1) throw new AppError('collector.not_found', 'no such person');
    if ((await administrators(tx)) === 0) throw new AppError('collector.last_administrator', 'the last administrator');
    await tx.run('DELETE FROM passkey WHERE account = ?', id);
    await tx.run('DELETE FROM session WHERE account = ?', id);
    await appendOwn(tx, keys.heads, now(), [{ act: 'account.remove', who: by, d: { account: id } }]);
  });
}
