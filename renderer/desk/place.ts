import type { DirectoryRow } from '../../shared/contract/calls.ts';

/** Where somebody is at the desk. */
export type DeskPlace =
  | { readonly at: 'directory' }
  | { readonly at: 'import' }
  /** A new credential, or the next version of `replaces`. */
  | { readonly at: 'deposit'; readonly replaces: DirectoryRow | null; readonly form: number };
