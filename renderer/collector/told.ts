import { useState } from 'react';
import { announce } from '../kit/live-region.tsx';

/** How the last act ended: it outlives the screen that asked, since an act often leads to another one. */
export interface Told {
  readonly verdict: 'good' | 'care';
  readonly title: string;
  readonly what: string;
}
export type Tell = (told: Told | null) => void;

/** What is told now, and the means to tell: said to a screen reader too. Null takes it back. */
export function useTold(): readonly [Told | null, Tell] {
  const [told, setTold] = useState<Told | null>(null);
  const tell: Tell = (next) => {
    setTold(next);
    if (next !== null) announce(`${next.title}. ${next.what}`, 'now');
  };
  return [told, tell];
}
