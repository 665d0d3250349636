import type { CompartmentView } from '../../shared/contract/view.ts';

/** Compartments as people choose from them: what is real before what is only for drills, else in the charter's order. */
export function realFirst(compartments: readonly CompartmentView[]): readonly CompartmentView[] {
  return [...compartments].sort((a, b) => Number(a.kind === 'decoy') - Number(b.kind === 'decoy'));
}
