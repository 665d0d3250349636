import type { ExposureView } from '../../shared/contract/view.ts';

/** One field that one person saw, in however many ways: what is rotated once. */
export interface SeenRow extends Omit<ExposureView, 'how' | 'times'> {
  readonly ways: readonly Pick<ExposureView, 'how' | 'times'>[];
}

/** The exposures of a use, a row a field. What was seen again after it was rotated is a row of its own. The order stays. */
export function seenRows(exposures: readonly ExposureView[]): readonly SeenRow[] {
  const rows = new Map<string, SeenRow>();
  for (const { how, times, ...one } of exposures) {
    const key = JSON.stringify([one.credential, one.field, one.member, one.rotatedAt, one.retestedAt]);
    const row = rows.get(key);
    const ways = [...(row?.ways ?? []), { how, times }];
    rows.set(
      key,
      row === undefined ? { ...one, ways } : { ...row, ways, at: Math.min(row.at, one.at), rotateBy: Math.min(row.rotateBy, one.rotateBy) },
    );
  }
  return [...rows.values()];
}
