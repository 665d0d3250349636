import type { CollectorFault } from '../../shared/contract/collector-view.ts';
import type { IconShape } from '../kit/icon.tsx';
import type { Tone } from '../kit/sign.tsx';

/** `calm`: it passes by itself. `act`: a person can mend it. `grave`: it may mean that somebody attacks. */
export type FaultUrgency = 'calm' | 'act' | 'grave';

/** How urgent each fault of the exchange with the collector is. */
export const URGENCY: Readonly<Record<CollectorFault['kind'], FaultUrgency>> = {
  'no-network': 'calm',
  cut: 'calm',
  busy: 'calm',
  'not-answering': 'calm',
  portal: 'act',
  frozen: 'act',
  refused: 'act',
  here: 'act',
  'bad-answer': 'act',
  'wrong-certificate': 'grave',
  'older-copy': 'grave',
  lost: 'grave',
  forked: 'grave',
};

/** How each is drawn: what passes by itself never in the colour of a warning. */
export const DRAWN: Readonly<Record<FaultUrgency, { readonly shape: IconShape; readonly tone: Tone }>> = {
  calm: { shape: 'wait', tone: 'ink' },
  act: { shape: 'care', tone: 'care' },
  grave: { shape: 'fault', tone: 'bad' },
};
