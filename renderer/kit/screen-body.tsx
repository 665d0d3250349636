import type { ReactNode } from 'react';

/** What is below a screen's band. */
export function ScreenBody({ children }: { readonly children: ReactNode }): ReactNode {
  return (
    <>
      {/* It scrolls, so it has to be reachable: a screen may hold nothing else to focus. */}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region needs the keyboard */}
      <main id="room" tabIndex={0}>
        {children}
      </main>
    </>
  );
}
