import type { ReactNode } from 'react';

/** The shape of a state, to be told at four metres without its colour or its word. */
const MARKS = {
  sealed: <path fill="currentColor" fillRule="evenodd" d="M4 4h56v56H4zM16 27v10h32V27z" />,
  gathering: (
    <g fill="none" stroke="currentColor">
      <path strokeWidth="12" d="M34.6 8.1A24 24 0 0 1 54 42.2M49.3 48.7A24 24 0 0 1 14.7 48.7" />
      <path strokeWidth="3" d="M10 42.2A24 24 0 0 1 29.4 8.1" strokeDasharray="5 5" />
    </g>
  ),
  open: (
    <>
      <path fill="none" stroke="currentColor" strokeWidth="7" d="M36 60.5H5.5v-57H36" />
      <path fill="currentColor" d="M36 3.5 62 13v38L36 60.5z" />
    </>
  ),
  closing: (
    <>
      <path fill="none" stroke="currentColor" strokeWidth="6" d="M7 7h50v50H7z" />
      <path fill="currentColor" d="M7 32h50v25H7z" />
    </>
  ),
  founding: <path fill="none" stroke="currentColor" strokeWidth="6" strokeDasharray="10 7" d="M7 7h50v50H7z" />,
  drill: (
    <>
      <path fill="currentColor" fillRule="evenodd" d="M32 3 63 59H1zM32 17 13 52h38z" />
      <path fill="currentColor" d="M28 27h8l-2 14h-4zM28.5 43.5h7v6h-7z" />
    </>
  ),
  practice: (
    <>
      <path fill="none" stroke="currentColor" strokeWidth="6" strokeDasharray="8 6" d="M32 5 59 32 32 59 5 32z" />
      <circle cx="32" cy="32" r="7" fill="currentColor" />
    </>
  ),
  none: (
    <>
      <path fill="none" stroke="currentColor" strokeWidth="6" d="M7 7h50v50H7z" />
      <path stroke="currentColor" strokeWidth="6" d="M20 32h24" />
    </>
  ),
} as const;

/** The states that have a large mark. */
export type MarkName = keyof typeof MARKS;

/** The large mark of a state. Hidden from screen readers: the word beside it says the same. */
export function StateMark({ name }: { readonly name: MarkName }): ReactNode {
  return (
    <svg className="mark" viewBox="0 0 64 64" aria-hidden="true">
      {MARKS[name]}
    </svg>
  );
}
