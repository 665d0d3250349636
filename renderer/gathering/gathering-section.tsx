import type { ReactNode } from 'react';
import type { RequestView } from '../../shared/contract/view.ts';
import { Consent } from './consent.tsx';
import { QuorumCard } from './quorum-card.tsx';
import { WhoIsHere } from './who-is-here.tsx';

/** The quorum on one side, the person at the key on the other. Also used for an extension while the window is open. */
export function GatheringSection({ request }: { readonly request: RequestView }): ReactNode {
  const here = request.people.find((one) => one.status === 'here');
  return (
    <div className="two even">
      <QuorumCard request={request} />
      {here === undefined ? <WhoIsHere request={request} /> : <Consent key={here.member} request={request} member={here.member} />}
    </div>
  );
}
