/**
 * What became of what a sink was sent. `retry`: it may have arrived all the same; `afterMs` where the receiver said how long to wait.
 * `dead`: sending it again would change nothing. `why` is for the collector's own log and names no secret.
 */
export type DeliveryOutcome =
  | { readonly kind: 'delivered' }
  | { readonly kind: 'retry'; readonly why: string; readonly afterMs?: number }
  | { readonly kind: 'dead'; readonly why: string };
