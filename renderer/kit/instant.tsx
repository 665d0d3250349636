import type { ReactNode } from 'react';
import { useMinute } from '../border/ticker.ts';
import { UtcTime } from './utc-time.tsx';

/** An instant by main's clock: see `UtcTime`. */
export function When({ at }: { readonly at: number }): ReactNode {
  return <UtcTime at={at} now={useMinute()} />;
}
