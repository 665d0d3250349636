import type { ReactNode } from 'react';
import type { RequestView } from '../../shared/contract/view.ts';
import { useCompartmentNames, useNames, useVault } from '../border/use-view.ts';
import { type Fact, Facts } from '../kit/facts.tsx';
import { Sign } from '../kit/sign.tsx';
import { Sentence } from '../words/said.tsx';
import { t } from '../words/words.ts';
import { completes } from './completes.ts';
import { useScopeNames, useWhatOpens } from './scope-words.ts';

/** What is asked, before any touch: what opens, for whom, why, how long, and what was not tried. */
export function ConsentFacts({ request }: { readonly request: RequestView }): ReactNode {
  const name = useNames();
  const drill = request.kind !== 'emergency';
  const operator = name(request.operator);
  const other = request.requester !== null && request.requester !== request.operator;
  const facts: (Fact | null)[] = [
    { name: t('emergency.gathering.consent.open'), value: <Opens request={request} /> },
    {
      name: t('emergency.gathering.consent.for'),
      value: other
        ? t('emergency.gathering.consent.declaredBy', { name: operator, requester: name(request.requester ?? request.operator) })
        : t('emergency.gathering.consent.operator', { name: operator }),
    },
    {
      name: t('emergency.gathering.consent.because'),
      value: t('emergency.gathering.consent.becauseOf', { incident: request.incident, reason: request.reason }),
    },
    {
      name: t('emergency.gathering.consent.long'),
      value:
        request.extends === null
          ? t('emergency.gathering.consent.minutes', { minutes: request.minutes })
          : t('emergency.gathering.consent.more', { minutes: request.minutes }),
    },
    drill ? { name: t('emergency.gathering.consent.real'), value: t('emergency.gathering.consent.nothingReal') } : notDone(request),
  ];
  return <Facts facts={facts} />;
}

function notDone(request: RequestView): Fact | null {
  const open = request.ways.filter((one) => !one.failed);
  if (open.length === 0) return null;
  return {
    name: t('emergency.gathering.consent.notDone'),
    value: open.map(({ way }) => (
      <div key={way}>
        <Sign shape="care" tone="care">
          {t('emergency.gathering.consent.notFailed', { way: t(`emergency.declare.read.way.${way}`) })}
        </Sign>
      </div>
    )),
  };
}

function Opens({ request }: { readonly request: RequestView }): ReactNode {
  const vault = useVault();
  const compartment = useCompartmentNames();
  const scope = useScopeNames();
  if (request.kind !== 'emergency') return t('emergency.gathering.consent.decoys', { scope: scope(request.compartments) });
  return request.compartments.map((id) => {
    const summary = vault.compartments.find((one) => one.id === id)?.summary ?? '';
    return (
      <div key={id}>
        {summary === '' ? compartment(id) : t('emergency.gathering.consent.scopeLine', { name: compartment(id), summary })}
      </div>
    );
  });
}

/** "Yours is the last approval needed, so Network opens at once", where this member's touch is the one that does it. */
export function WhatTheTouchDoes({ request, member }: { readonly request: RequestView; readonly member: string }): ReactNode {
  const scope = useWhatOpens()(request);
  const { compartments } = useVault();
  const does = request.kind === 'emergency' ? t('emergency.gathering.consent.touchSays') : t('emergency.gathering.consent.touchDrill');
  if (!completes(request, member, compartments)) return `${does} ${t('emergency.gathering.consent.further')}`;
  return (
    <>
      {does}{' '}
      {request.extends !== null ? (
        <Sentence k="emergency.gathering.consent.givesTime" values={{ minutes: request.minutes }} />
      ) : request.kind === 'emergency' ? (
        <Sentence k="emergency.gathering.consent.opensAtOnce" values={{ scope }} />
      ) : (
        <Sentence k="emergency.gathering.consent.decoysOpen" />
      )}
    </>
  );
}
