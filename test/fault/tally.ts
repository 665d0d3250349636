/** What the suite counts. Everything but the first two must stay at nought. */
export interface Tally {
  rounds: number;
  acknowledgedWrites: number;
  lost: number;
  wrongPlaintexts: number;
  crashes: number;
  hangs: number;
  /** How often each part did what; for the reader of the report. */
  readonly parts: Record<string, Record<string, number>>;
}

export function newTally(): Tally {
  return { rounds: 0, acknowledgedWrites: 0, lost: 0, wrongPlaintexts: 0, crashes: 0, hangs: 0, parts: {} };
}

export function count(tally: Tally, part: string, what: string, by = 1): void {
  const of = tally.parts[part] ?? {};
  tally.parts[part] = of;
  of[what] = (of[what] ?? 0) + by;
}

type Bad = 'lost' | 'wrongPlaintexts' | 'crashes' | 'hangs';

/** Something that must not be: counted, and said at once, so that the round can be found again. */
export function bad(tally: Tally, kind: Bad, part: string, sentence: string): void {
  tally[kind] += 1;
  count(tally, part, kind);
  console.error(`  ${kind.toUpperCase()} (${part}): ${sentence}`);
}

export function isClean({ lost, wrongPlaintexts, crashes, hangs }: Tally): boolean {
  return lost + wrongPlaintexts + crashes + hangs === 0;
}
