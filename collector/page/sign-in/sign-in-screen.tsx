import type { ReactNode } from 'react';
import { PageHeader } from '../parts/header.tsx';
import { PageScreen } from '../parts/screen.tsx';

/** What is seen before anybody is in. */
export function SignInScreen({
  title,
  subtitle,
  children,
}: {
  readonly title: string;
  readonly subtitle: string;
  readonly children: ReactNode;
}): ReactNode {
  return (
    <div className="app">
      <PageHeader place={null} summary={null} />
      <PageScreen title={title} subtitle={subtitle}>
        <div className="door stack-l">{children}</div>
      </PageScreen>
    </div>
  );
}
