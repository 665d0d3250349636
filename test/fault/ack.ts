/** What a child of this suite says before it is killed: each line is written, whole, before the next act begins. */
import { writeSync } from 'node:fs';

export type Ack =
  /** The engine is up: from here on it may be killed. */
  | { readonly ack: 'ready' }
  | { readonly ack: 'strongroom'; readonly pid: number }
  /** The durable head of the log. */
  | { readonly ack: 'head'; readonly origin: string; readonly size: number; readonly root: string }
  /** This value is about to be stored under this title. */
  | { readonly ack: 'means'; readonly title: string; readonly value: string }
  | { readonly ack: 'stored'; readonly title: string; readonly version: number; readonly value: string }
  | { readonly ack: 'enrolled' | 'signed'; readonly member: string }
  | { readonly ack: 'founded' | 'opened' | 'sealed' | 'done' }
  /** A value was revealed. */
  | { readonly ack: 'read'; readonly title: string; readonly value: string }
  /** How many write steps the phase has. */
  | { readonly ack: 'steps'; readonly count: number }
  /** What was to happen to the file or the clock has happened. */
  | { readonly ack: 'struck' }
  /** A refusal that the story met and went on from. */
  | { readonly ack: 'refused'; readonly code: string };

/** Acknowledgements of durable writes: none of them may be lost. */
export function isWrite({ ack }: Ack): boolean {
  return ack === 'head' || ack === 'stored' || ack === 'enrolled' || ack === 'signed' || ack === 'founded' || ack === 'sealed';
}

const TO_PARENT = 3;

export function say(ack: Ack): void {
  writeSync(TO_PARENT, `${JSON.stringify(ack)}\n`);
}

/** The whole lines; a kill can cut the last one. */
export function acksIn(text: string): Ack[] {
  return text
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line) as Ack); // written by `say`
}
