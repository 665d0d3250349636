import { type ReactNode, useId } from 'react';

/** What a card holds, and how it is called. */
export interface CardProps {
  readonly children: ReactNode;
  /** Shown as its heading, and its name for screen readers. */
  readonly title?: string;
  /** Its name where the heading is drawn by the children. */
  readonly label?: string;
  /** `raised`: the side that follows from the other. `act`: where the person acts now. */
  readonly kind?: 'plain' | 'raised' | 'act';
  readonly spacing?: 'small' | 'middle' | 'large';
}

const SPACING = { small: 'stack-s', middle: 'stack', large: 'stack-l' } as const;

/** A named region on its own ground. */
export function Card({ children, title, label, kind = 'plain', spacing = 'middle' }: CardProps): ReactNode {
  const heading = useId();
  return (
    <section
      className={`card ${kind === 'plain' ? '' : kind} ${SPACING[spacing]}`.replace('  ', ' ')}
      {...(title === undefined ? { 'aria-label': label } : { 'aria-labelledby': heading })}
    >
      {title === undefined ? null : <h2 id={heading}>{title}</h2>}
      {children}
    </section>
  );
}
