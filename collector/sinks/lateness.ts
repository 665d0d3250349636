const NOTABLE_MS = 60_000;
const UNITS = [
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['min', 60_000],
] as const;

/** "Received 2 h 5 min late.", or that the station's clock is ahead; null under a minute either way. */
export function latenessSentence(lateMs: number): string | null {
  if (Math.abs(lateMs) < NOTABLE_MS) return null;
  return lateMs > 0 ? `Received ${span(lateMs)} late.` : `The station's clock is ${span(-lateMs)} ahead of the collector's.`;
}

/** The two largest units that are not zero: "3 d 4 h", "5 min". */
function span(ms: number): string {
  const parts: string[] = [];
  let rest = ms;
  for (const [unit, size] of UNITS) {
    const count = Math.floor(rest / size);
    rest -= count * size;
    if (count > 0) parts.push(`${count} ${unit}`);
  }
  return parts.slice(0, 2).join(' ');
}
