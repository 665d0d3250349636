import type { ReactNode } from 'react';
import { Sign } from '../../../renderer/kit/sign.tsx';
import { UtcTime } from '../../../renderer/kit/utc-time.tsx';
import { span } from '../../../renderer/words/time.ts';
import { usePageMinute } from '../border/clock.ts';
import { pageWords } from '../words/words.ts';

/** An instant as people read it, UTC. */
export function PageTime({ at }: { readonly at: number }): ReactNode {
  return <UtcTime at={at} now={usePageMinute()} />;
}

/** Under so much, an arrival is on time, and two clocks agree. */
const NOTABLE_MS = 60_000;

/** How late an entry came, or that its clock cannot be right. Nothing where it came on time. */
export function Late({ wall, receivedAt }: { readonly wall: number; readonly receivedAt: number }): ReactNode {
  const late = receivedAt - wall;
  if (Math.abs(late) < NOTABLE_MS) return null;
  return (
    <Sign shape="wait" tone="care" size="small">
      {late > 0 ? pageWords.late.late(span(late)) : pageWords.late.ahead(span(-late))}
    </Sign>
  );
}
