/** Titles as rows: what each is, and whether anyone has seen its secret since it was last replaced. */
import type { DirectoryRow } from '../../shared/contract/calls.ts';
import type { Session } from '../session/session.ts';
import type { Title } from '../session/titles.ts';

/**
 * The rows of these titles, in their order. `state` is `exposed` with its time while a rotation is due, `used-unseen` when only a
 * code was used in the open window, else `not-seen`.
 */
export function directoryRows(session: Session, titles: readonly Title[]): DirectoryRow[] {
  const seenAt = new Map<string, number>();
  for (const { credential, rotatedAt, at } of session.file.read.exposures.open()) {
    if (rotatedAt === null && !seenAt.has(credential)) seenAt.set(credential, at);
  }
  return titles.map((title) => {
    const { id, system, owner, compartment, credentialKind, updatedAt } = title;
    const version = session.file.read.credentials.versions(id).at(-1)?.version ?? 1;
    const stateAt = seenAt.get(id) ?? null;
    const state = stateAt !== null ? 'exposed' : session.open?.hasUsedCode(id) === true ? 'used-unseen' : 'not-seen';
    return { id, title: title.title, system, owner, kind: credentialKind, compartment, version, updatedAt, state, stateAt };
  });
}
