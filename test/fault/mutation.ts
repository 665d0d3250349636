import { pickFrom } from '../harness/base/pick.ts';

/** Harm to a file's bytes, by number: the same number and seed give the same harm, so that a finding can be repeated. */
export type Harm = 'flip' | 'cut' | 'random';

const PAGE = 4096;

/** How many different ones there are; `random` has as many as are asked for. */
export function harms(harm: Harm, length: number): number {
  return harm === 'flip' ? length : harm === 'cut' ? Math.ceil(length / PAGE) : Number.POSITIVE_INFINITY;
}

/** `bytes` after the harm of that number. The one given is not changed. */
export function harmed(bytes: Buffer, harm: Harm, number: number): Buffer {
  if (harm === 'cut') return Buffer.from(bytes.subarray(0, number * PAGE));
  const copy = Buffer.from(bytes);
  if (harm === 'flip') copy[number] = (copy[number] ?? 0) ^ (1 << (number % 8));
  else scramble(copy, pickFrom(`harm ${number}`).below);
  return copy;
}

function scramble(copy: Buffer, below: (limit: number) => number): void {
  for (let times = 1 + below(4); times > 0; times--) {
    const at = below(copy.length);
    const length = Math.min(1 + below(64), copy.length - at);
    const page = at - (at % PAGE);
    const other = PAGE * below(Math.floor(copy.length / PAGE));
    switch (below(6)) {
      case 0:
        copy[at] = below(256);
        break;
      case 1:
        copy.fill(0, at, at + length);
        break;
      case 2:
        for (let i = 0; i < length; i++) copy[at + i] = below(256);
        break;
      case 3:
        copy.copy(copy, page, other, other + PAGE);
        break;
      case 4:
        copy.fill(0, page, page + PAGE);
        break;
      default:
        // What is shifted by one byte is still well-formed to its end.
        copy.copy(copy, at, at + 1, page + PAGE);
    }
  }
}
