import type { ReactNode } from 'react';
import { toIso } from '../../shared/base/instant.ts';
import { utcWhen } from '../words/time.ts';

/** An instant as people read it: "02:46 UTC" on the day of `now`, else with its day. Both are UTC milliseconds. */
export function UtcTime({ at, now }: { readonly at: number; readonly now: number }): ReactNode {
  return <time dateTime={toIso(at)}>{utcWhen(at, now)}</time>;
}
