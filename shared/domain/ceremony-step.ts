import type { CeremonyEvent } from './ceremony-event.ts';
import { gatherStep } from './ceremony-gather.ts';
import { type Ceremony, hasQuorum, isGathering } from './ceremony-state.ts';
import { deepFreeze } from './deep-freeze.ts';
import { type Refused, refused } from './refused.ts';

/** The state after the step, or why it may not be taken. */
export type StepResult = { readonly ok: true; readonly state: Ceremony } | Refused;

/**
 * What a ceremony is after an event, frozen, or why the event cannot be. The one given is never changed.
 * A window opens by `grant` alone, and only from a gathering that has not lapsed and has every quorum in its scope.
 */
export function ceremonyStep(ceremony: Ceremony, event: CeremonyEvent): StepResult {
  const now = Math.max(ceremony.latest, event.now);
  const result = transition({ ...ceremony, latest: now }, { ...event, now });
  return result.ok ? deepFreeze(result) : result;
}

function transition(ceremony: Ceremony, event: CeremonyEvent): StepResult {
  switch (event.kind) {
    case 'at-key':
    case 'contribute':
    case 'share-refused':
    case 'withdraw':
    case 'deny':
      if (!isGathering(ceremony)) return notGathering(ceremony);
      return event.now >= ceremony.request.lapsesAt ? refused('ceremony.lapsed') : gatherStep(ceremony, event);
    case 'lapse':
      if (!isGathering(ceremony) || event.now < ceremony.request.lapsesAt) return { ok: true, state: ceremony };
      return { ok: true, state: { ...ceremony, phase: 'lapsed', here: null, endedAt: event.now } };
    case 'abort':
      if (!isGathering(ceremony)) return notGathering(ceremony);
      return { ok: true, state: { ...ceremony, phase: 'aborted', here: null, endedAt: event.now } };
    case 'grant':
      return grant(ceremony, event.now);
    case 'extend-ask':
      if (ceremony.phase !== 'open') return refused('ceremony.not_open');
      if (ceremony.extending !== null) return refused('ceremony.already_extending');
      return { ok: true, state: { ...ceremony, extending: event.request } };
    case 'extend-granted':
      if (ceremony.phase !== 'open') return refused('ceremony.not_open');
      if (ceremony.extending !== event.request) return refused('ceremony.not_declared');
      return {
        ok: true,
        state: {
          ...ceremony,
          extending: null,
          extensions: [...ceremony.extensions, { request: event.request, minutes: event.minutes, at: event.now }],
        },
      };
    case 'extend-ended':
      if (ceremony.phase !== 'open') return refused('ceremony.not_open');
      if (ceremony.extending !== event.request) return refused('ceremony.not_declared');
      return { ok: true, state: { ...ceremony, extending: null } };
    case 'seal': {
      if (ceremony.phase !== 'open') return refused('ceremony.not_open');
      const { extending: _ended, ...kept } = ceremony;
      return { ok: true, state: { ...kept, phase: 'sealed', sealedAt: event.now, sealedHow: event.reason } };
    }
    case 'close': {
      if (ceremony.phase !== 'sealed') return refused('closing.nothing_to_close');
      const { rotations, retests, classification } = event.left;
      if (rotations > 0) return refused('closing.not_rotated', { count: rotations });
      if (retests > 0) return refused('closing.not_retested', { count: retests });
      if (classification) return refused('closing.not_classified');
      return { ok: true, state: { ...ceremony, phase: 'closed', closedAt: event.now } };
    }
  }
}

function grant(ceremony: Ceremony, now: number): StepResult {
  if (!isGathering(ceremony)) return notGathering(ceremony);
  if (now >= ceremony.request.lapsesAt) return refused('ceremony.lapsed');
  if (!hasQuorum(ceremony)) return refused('ceremony.no_quorum');
  if (ceremony.request.extends !== null) {
    return { ok: true, state: { ...ceremony, phase: 'extended', here: null, endedAt: now } };
  }
  return { ok: true, state: { ...ceremony, phase: 'open', here: null, grantedAt: now, extensions: [], extending: null } };
}

function notGathering(ceremony: Ceremony): Refused {
  return refused(ceremony.phase === 'lapsed' ? 'ceremony.lapsed' : 'ceremony.not_gathering', { phase: ceremony.phase });
}
