import '../face/rooms.css';
import './collector.css';
import { type ReactNode, useEffect, useRef } from 'react';
import type { CollectorView } from '../../shared/contract/collector-view.ts';
import { Note } from '../kit/note.tsx';
import { Screen } from '../shell/screen.tsx';
import { t } from '../words/words.ts';
import { ActiveState } from './active-state.tsx';
import { AskedState } from './asked-state.tsx';
import { CarriedState } from './carried-state.tsx';
import { AlteredState, ForkedState, RefusedState } from './ended-states.tsx';
import { NoneState } from './none-state.tsx';
import { type Tell, type Told, useTold } from './told.ts';

/** The collector: asked, compared, receiving; why it does not receive; there and back by hand. */
export function CollectorSection({ collector }: { readonly collector: CollectorView }): ReactNode {
  const [told, tell] = useTold();
  const step = collector.state === 'asked' ? (collector.confirmed ? 'letIn' : 'compare') : collector.state;
  return (
    <Screen id={`collector-${step}`} title={t(`collector.titles.${step}`)} subtitle={underOf(collector)}>
      <div className="stack">
        {told === null ? null : <ToldNote told={told} />}
        {stateOf(collector, tell)}
      </div>
    </Screen>
  );
}

/** At the head of the room, and brought into sight: what it tells of may have been pressed far below. */
function ToldNote({ told }: { readonly told: Told }): ReactNode {
  const place = useRef<HTMLDivElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each new word is brought into sight, and only then
  useEffect(() => {
    // Newer browsers give a promise here, which React would take for what is to be called at the end.
    place.current?.scrollIntoView({ block: 'nearest' });
  }, [told]);
  return (
    <div ref={place}>
      <Note verdict={told.verdict} title={told.title}>
        {told.what === '' ? null : <p>{told.what}</p>}
      </Note>
    </div>
  );
}

/** One sentence under the heading: what this step is. */
function underOf(collector: CollectorView): string {
  switch (collector.state) {
    case 'none':
    case 'carried':
    case 'altered':
      return t(`collector.under.${collector.state}`);
    case 'asked':
      return t(collector.confirmed ? 'collector.under.letIn' : 'collector.under.compare');
    default:
      return t(`collector.under.${collector.state}`, { name: collector.name });
  }
}

function stateOf(collector: CollectorView, tell: Tell): ReactNode {
  switch (collector.state) {
    case 'none':
      return <NoneState collector={collector} tell={tell} />;
    case 'carried':
      return <CarriedState collector={collector} tell={tell} />;
    case 'asked':
      return <AskedState collector={collector} tell={tell} />;
    case 'active':
      return <ActiveState collector={collector} tell={tell} />;
    case 'refused':
      return <RefusedState tell={tell} />;
    case 'forked':
      return <ForkedState collector={collector} tell={tell} />;
    case 'altered':
      return <AlteredState tell={tell} />;
  }
}
