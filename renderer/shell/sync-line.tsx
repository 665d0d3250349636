import type { ReactNode } from 'react';
import { Button } from 'react-aria-components/Button';
import type { CollectorView, SyncLine as SyncLineView } from '../../shared/contract/collector-view.ts';
import { useMinute } from '../border/ticker.ts';
import { useView } from '../border/use-view.ts';
import { Icon, type IconShape } from '../kit/icon.tsx';
import type { Tone } from '../kit/sign.tsx';
import { Sentence } from '../words/said.tsx';
import { utcAt, utcWhen } from '../words/time.ts';
import { t } from '../words/words.ts';
import { DRAWN, URGENCY } from './collector-fault.ts';
import { useNav } from './section.ts';

/** What the collector holds, or why not and since when; pressed, it leads to the collector. */
export function SyncStatus({ sync, entries }: { readonly sync: SyncLineView; readonly entries: number }): ReactNode {
  const { collector } = useView();
  const nav = useNav();
  const altered = collector?.state === 'altered';
  const { shape, tone } = altered ? DRAWN.grave : drawnOf(sync);
  return (
    <Button className="sync" onPress={() => nav.go('collector')}>
      <Icon shape={shape} className={tone} />
      <span>
        <Line sync={sync} collector={collector} entries={entries} />{' '}
        <span className="to">{t(`collector.line.to.${altered ? 'fix' : wayOf(sync)}`)}</span>
      </span>
    </Button>
  );
}

function drawnOf({ say: state, fault }: SyncLineView): { readonly shape: IconShape; readonly tone: Tone } {
  switch (state) {
    case 'off':
      return { shape: 'log', tone: 'quiet' };
    case 'received':
      return { shape: 'good', tone: 'good' };
    case 'asked':
    case 'sending':
    case 'waiting':
      return DRAWN.calm;
    case 'stopped':
      return fault === null ? DRAWN.calm : DRAWN[URGENCY[fault.kind]];
    case 'refused':
      return DRAWN.act;
    case 'forked':
      return DRAWN.grave;
  }
}

function wayOf({ say: state, fault }: SyncLineView): 'setUp' | 'goOn' | 'details' | 'fix' {
  if (state === 'off') return 'setUp';
  if (state === 'asked') return 'goOn';
  if (state === 'refused' || state === 'forked') return 'fix';
  return state === 'stopped' && fault !== null && URGENCY[fault.kind] !== 'calm' ? 'fix' : 'details';
}

interface LineProps {
  readonly sync: SyncLineView;
  readonly collector: CollectorView | null;
  readonly entries: number;
}

function Line({ sync, collector, entries }: LineProps): ReactNode {
  const now = useMinute();
  const practice = useView().vault?.kind === 'practice';
  const { fault } = sync;
  if (collector?.state === 'altered') return <Sentence k="collector.line.altered" />;
  switch (sync.say) {
    case 'off':
      return practice ? <Sentence k="collector.line.practice" /> : <Sentence k="collector.line.off" values={{ entries }} />;
    case 'asked':
      return <Sentence k={`collector.line.${stepOf(collector)}`} />;
    case 'received':
      return <Held sync={sync} />;
    case 'sending':
      return <Sentence k="collector.line.sending" values={{ count: sync.waiting }} />;
    case 'waiting':
      if (sync.waiting === 0) return <Held sync={sync} />;
      return (
        <>
          <Waiting sync={sync} />
          {t(isByHand(collector) ? 'collector.line.byHand' : 'collector.line.byItself', { count: sync.waiting })}
        </>
      );
    case 'stopped':
      return (
        <>
          <Waiting sync={sync} />
          {fault === null ? null : t('collector.line.why', { why: t(`collector.why.${fault.kind}`, { since: utcWhen(fault.since, now) }) })}
          {fault !== null && URGENCY[fault.kind] === 'calm' ? ` ${t('collector.line.calm')}` : null}
        </>
      );
    case 'refused':
      return <Sentence k="collector.line.refused" />;
    case 'forked':
      return <Sentence k="collector.line.forked" />;
  }
}

function Held({ sync: { received } }: { readonly sync: SyncLineView }): ReactNode {
  const now = useMinute();
  if (received === null) return <Sentence k="collector.line.nothing" />;
  return (
    <Sentence
      k={received.verified ? 'collector.line.received' : 'collector.line.unverified'}
      values={{ count: received.entries, at: utcAt(received.at, now) }}
    />
  );
}

function Waiting({ sync }: { readonly sync: SyncLineView }): ReactNode {
  if (sync.waiting === 0) return <Sentence k="collector.line.nothing" />;
  return (
    <>
      <Sentence k="collector.line.wait" values={{ count: sync.waiting }} />
      {sync.alerts === 0 ? null : t('collector.line.alerts', { count: sync.alerts })}
    </>
  );
}

function stepOf(collector: CollectorView | null): 'carried' | 'compare' | 'letIn' {
  if (collector?.state !== 'asked') return 'carried';
  return collector.confirmed ? 'letIn' : 'compare';
}

function isByHand(collector: CollectorView | null): boolean {
  return collector?.state === 'active' && collector.address === null;
}
