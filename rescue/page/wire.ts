/** What the two worlds of the page say to each other: the page's own, and the isolated one in which the preload runs. */
export type Wire =
  /** The isolated world announces an object for `window`. */
  | { readonly op: 'expose'; readonly key: string; readonly shape: WireShape }
  /** The page calls one of its functions. */
  | { readonly op: 'call'; readonly fn: number; readonly args: readonly Argument[] }
  /** The answer to the call under way, at once. */
  | { readonly op: 'answer'; readonly answer: WireAnswer }
  /** A promise of an earlier answer ends. */
  | { readonly op: 'settle'; readonly promise: number; readonly answer: WireAnswer }
  /** The isolated world calls a function that came as an argument. */
  | { readonly op: 'callback'; readonly callback: number; readonly args: readonly unknown[] };

/** An exposed object: functions by number, members, or a plain value. */
export type WireShape =
  | { readonly kind: 'function'; readonly fn: number }
  | { readonly kind: 'object'; readonly members: Readonly<Record<string, WireShape>> }
  | { readonly kind: 'value'; readonly value: unknown };

export type Argument = { readonly kind: 'value'; readonly value: unknown } | { readonly kind: 'callback'; readonly callback: number };

export type WireAnswer =
  | { readonly kind: 'value'; readonly value: unknown }
  | { readonly kind: 'error'; readonly message: string }
  | { readonly kind: 'promise'; readonly promise: number }
  | { readonly kind: 'function'; readonly fn: number };
