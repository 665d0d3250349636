/** What became of what a sink was sent. `why` is for the collector's own log and names no secret. */
export type Outcome = { readonly kind: 'delivered' } | { readonly kind: 'retry'; readonly why: string };
