import type { ReactNode } from 'react';

/** Every shape of the app, drawn once. Ours: 24 by 24, in the ink around them. */
const SHAPES = {
  good: (
    <path fill="currentColor" fillRule="evenodd" d="M12 1a11 11 0 1 0 0 22 11 11 0 0 0 0-22zm5.3 6.2 2 2L10.7 17.9 5 12.2l2-2 3.7 3.7z" />
  ),
  wait: <circle cx="12" cy="12" r="9.5" fill="none" stroke="currentColor" strokeWidth="2.5" strokeDasharray="4.2 3.26" />,
  no: <path fill="currentColor" fillRule="evenodd" d="M7.4 1h9.2L23 7.4v9.2L16.6 23H7.4L1 16.6V7.4zM6 10v4h12v-4z" />,
  fault: (
    <>
      <path fill="none" stroke="currentColor" strokeWidth="2.4" d="M12 1.8 22.2 12 12 22.2 1.8 12z" />
      <path fill="currentColor" d="M10.7 6.6h2.6l-.6 6.4h-1.4zM10.7 14.6h2.6v2.6h-2.6z" />
    </>
  ),
  care: (
    <>
      <path fill="none" stroke="currentColor" strokeWidth="2.4" strokeLinejoin="round" d="M12 2.5 22.5 21.5H1.5z" />
      <path fill="currentColor" d="M10.8 8.5h2.4l-.5 6.5h-1.4zM10.8 16.3h2.4v2.4h-2.4z" />
    </>
  ),
  here: <path fill="currentColor" d="M4 2l18 10L4 22z" />,
  exposed: (
    <>
      <path
        fill="currentColor"
        fillRule="evenodd"
        d="M12 4C6.5 4 2.5 8 .8 12 2.5 16 6.5 20 12 20s9.5-4 11.2-8C21.5 8 17.5 4 12 4zm0 3.2a4.8 4.8 0 1 1 0 9.6 4.8 4.8 0 0 1 0-9.6z"
      />
      <circle cx="12" cy="12" r="2.2" fill="currentColor" />
    </>
  ),
  unseen: (
    <path
      fill="none"
      stroke="currentColor"
      strokeWidth="2.4"
      d="M1.5 9.5C4 13.5 7.7 15.5 12 15.5s8-2 10.5-6M12 15.5V20M6.2 14 4 17.8M17.8 14l2.2 3.8"
    />
  ),
  todo: <circle cx="12" cy="12" r="9.5" fill="none" stroke="currentColor" strokeWidth="2.2" />,
  shut: (
    <>
      <path fill="none" stroke="currentColor" strokeWidth="2.2" d="M3 3h18v18H3z" />
      <path stroke="currentColor" strokeWidth="2.2" d="M8 12h8" />
    </>
  ),
  glass: (
    <path
      fill="none"
      stroke="currentColor"
      strokeWidth="2.2"
      strokeLinejoin="round"
      d="M5 2.5h14M5 21.5h14M7 2.5c0 6 10 7 10 13v6M17 2.5c0 6-10 7-10 13v6"
    />
  ),
  log: (
    <>
      <path fill="none" stroke="currentColor" strokeWidth="2.2" d="M3 6h18M3 12h18M3 18h10" />
      <path fill="currentColor" d="M17 15l6 3.5-6 3.5z" />
    </>
  ),
  tick: <path fill="none" stroke="currentColor" strokeWidth="4" d="M4 12.5 9.5 18 20 6.5" />,
} as const;

/** The shapes that can stand beside a word. */
export type IconShape = keyof typeof SHAPES;

/** A shape without a word: never alone, always beside what it says (or use `Sign`). Hidden from screen readers. */
export function Icon({ shape, className }: { readonly shape: IconShape; readonly className?: string }): ReactNode {
  return (
    <svg viewBox="0 0 24 24" aria-hidden="true" {...(className === undefined ? {} : { className })}>
      {SHAPES[shape]}
    </svg>
  );
}
