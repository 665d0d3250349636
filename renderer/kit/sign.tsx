import type { ReactNode } from 'react';
import { Icon, type IconShape } from './icon.tsx';

/** How grave a sign is, told by colour. The shape beside it tells the same without colour. */
export type Tone = 'good' | 'care' | 'bad' | 'quiet' | 'ink';

/** A shape and the word that it stands beside. */
export interface SignProps {
  readonly shape: IconShape;
  readonly tone: Tone;
  readonly children: ReactNode;
  readonly size?: 'body' | 'small';
  /** `light` for what is only said, not judged. */
  readonly weight?: 'bold' | 'light';
}

/** A fact with its shape and its word: colour never says it alone. */
export function Sign({ shape, tone, children, size = 'body', weight = 'bold' }: SignProps): ReactNode {
  const classes = ['sign', tone, size === 'small' ? 'small' : '', weight === 'light' ? 'light' : ''];
  return (
    <span className={classes.filter((name) => name !== '').join(' ')}>
      <Icon shape={shape} />
      <span>{children}</span>
    </span>
  );
}

/** The shape of a verdict: disc with tick, triangle, octagon. */
export function verdictShape(verdict: 'good' | 'care' | 'bad'): IconShape {
  return verdict === 'bad' ? 'no' : verdict;
}
