/** How much of the suite is run beside its random kills: all of it from 200 rounds up, an even and fast falling sample below. */
export interface Scale {
  /** Above nought, at most 1. */
  readonly share: number;
}

const WHOLE_FROM_ROUNDS = 200;

export function scaleOf(rounds: number): Scale {
  return { share: Math.min(1, (rounds / WHOLE_FROM_ROUNDS) ** 2) };
}

/** The numbers below `total`: each of them, or an even sample of the scale's share, the first and the last among them. */
export function everyOr(total: number, { share }: Scale): number[] {
  const wanted = Math.min(total, Math.max(2, Math.ceil(total * share)));
  if (wanted === total) return Array.from({ length: total }, (_, i) => i);
  return Array.from({ length: wanted }, (_, i) => Math.round((i * (total - 1)) / (wanted - 1)));
}
