import type { ReactNode } from 'react';
import type { RequestView } from '../../shared/contract/view.ts';
import { useNames } from '../border/use-view.ts';
import { Screen } from '../shell/screen.tsx';
import { t } from '../words/words.ts';
import { GatheringSection } from './gathering-section.tsx';
import { useScopeNames } from './scope-words.ts';

/** Gathering: the quorum by names, and one custodian's consent at a time. */
export function GatheringScreen({ request }: { readonly request: RequestView }): ReactNode {
  const name = useNames()(request.operator);
  const scope = useScopeNames()(request.compartments);
  const { minutes, incident } = request;
  const sentence = {
    emergency: () => t('emergency.gathering.say', { name, scope, minutes, incident }),
    drill: () => t('emergency.gathering.sayDrill', { name, scope, minutes }),
    founding: () => t('emergency.gathering.sayRehearsal', { scope }),
  }[request.kind]();
  return (
    <Screen id="gathering" subtitle={sentence}>
      <GatheringSection request={request} />
    </Screen>
  );
}
