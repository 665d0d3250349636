/** What a use of a global amounts to. */
export type GlobalUse =
  /** A watched member, written `object.property`. */
  | { readonly kind: 'member'; readonly member: string }
  /** Something that exists in Node alone. */
  | { readonly kind: 'node'; readonly name: string }
  /** A use that the check cannot follow; `what` is its name in the table's `notFollowed`, `says` what stands in the finding. */
  | { readonly kind: 'unseen'; readonly what: string; readonly says: string }
  /** A module that a worker is started with. */
  | { readonly kind: 'worker'; readonly specifier: string };

export function unseen(what: string, says: string): GlobalUse {
  return { kind: 'unseen', what, says };
}
