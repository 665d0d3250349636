import type { ReactNode } from 'react';
import { toIso } from '../../shared/base/instant.ts';
import { useMinute } from '../border/ticker.ts';
import { utcWhen } from '../words/time.ts';

/** "02:46 UTC" today, else with its day. */
export function When({ at }: { readonly at: number }): ReactNode {
  const now = useMinute();
  return <time dateTime={toIso(at)}>{utcWhen(at, now)}</time>;
}
