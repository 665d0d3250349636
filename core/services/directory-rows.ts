/** A title as a row: what it is, and whether anyone has seen its secret since it was last replaced. */
import type { DirectoryRow } from '../../shared/contract/calls.ts';
import type { Session } from './session.ts';
import type { Title } from './titles.ts';

export function rowOf(session: Session, title: Title): DirectoryRow {
  const { id, system, owner, compartment, credentialKind, updatedAt } = title;
  const version = session.file.read.credentials.versions(id).at(-1)?.version ?? 1;
  const seen = session.file.read.exposures.open().find((one) => one.credential === id && one.rotatedAt === null);
  const unseen = session.open?.codes.has(id) ?? false;
  const state = seen !== undefined ? 'exposed' : unseen ? 'used-unseen' : 'not-seen';
  return { id, title: title.title, system, owner, kind: credentialKind, compartment, version, updatedAt, state, stateAt: seen?.at ?? null };
}
