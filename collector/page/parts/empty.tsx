import type { ReactNode } from 'react';

/** A room with nothing in it says so, and when there will be something. */
export function Empty({ title, children }: { readonly title: string; readonly children: ReactNode }): ReactNode {
  return (
    <section className="empty stack-s">
      <h2>{title}</h2>
      <p className="quiet">{children}</p>
    </section>
  );
}
