import type { RequestView } from '../../shared/contract/view.ts';
import { useCompartmentNames, useVault } from '../border/use-view.ts';
import { listAnd } from '../words/list.ts';
import { t } from '../words/words.ts';

/** "Network and Identity": what a request or window opens, by the names of the real compartments. */
export function useScopeNames(): (compartments: readonly string[]) => string {
  const vault = useVault();
  const name = useCompartmentNames();
  return (compartments) => listAnd(compartments.map((id) => name(vault.compartments.find((one) => one.id === id)?.decoyOf ?? id)));
}

/** What opens, as it is said on buttons and in headings: its names, or "the decoys" in a drill. */
export function useWhatOpens(): (request: Pick<RequestView, 'kind' | 'compartments'>) => string {
  const scope = useScopeNames();
  return (request) => (request.kind === 'emergency' ? scope(request.compartments) : t('emergency.gathering.decoysOf'));
}
