import type { CollectorView } from '../../shared/contract/collector-view.ts';

/** The view of the collector in one of its states. */
export type StateOf<State extends CollectorView['state']> = Extract<CollectorView, { readonly state: State }>;
