import type { ReactNode } from 'react';
import { PageHeader } from '../parts/header.tsx';
import { PageScreen } from '../parts/screen.tsx';

/** What is seen before anybody is in. */
export function Door({ title, say, children }: { readonly title: string; readonly say: string; readonly children: ReactNode }): ReactNode {
  return (
    <div className="app">
      <PageHeader place={null} summary={null} />
      <PageScreen title={title} say={say}>
        <div className="door stack-l">{children}</div>
      </PageScreen>
    </div>
  );
}
