import { boardWords } from './emergency/board.ts';
import { closing } from './emergency/closing.ts';
import { declareWords } from './emergency/declare.ts';
import { gathering } from './emergency/gathering.ts';
import { opened } from './emergency/opened.ts';

export const emergency = {
  board: boardWords,
  declare: declareWords,
  gathering,
  opened,
  closing,
  abort: {
    name: 'Abort',
    title: 'Abort this request?',
    say: 'Whoever has approved has to touch again for a new request. The log keeps this one.',
    do: 'Abort the request',
    leave: 'Keep gathering',
  },
  lapse: { request: 'until this request lapses, {{time}}', drill: 'until this drill lapses, {{time}}' },
  window: {
    sealsAt: 'seals itself {{time}}',
    left: '{{time}} left.',
    idle: 'Nobody has done anything for a while. It seals itself in {{time}}.',
    idleSoon: 'It seals itself within a minute, because nobody has done anything.',
    stay: 'I am here',
  },
} as const;
