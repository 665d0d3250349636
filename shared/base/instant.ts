/** Milliseconds since 1970-01-01T00:00:00Z, a safe integer. Nothing in shared/ reads a clock: `now` is an argument. */
export type Instant = number;

/** "2026-11-25T01:32:11.123Z": ISO 8601, always UTC, always milliseconds. */
export function toIso(instant: Instant): string {
  return new Date(instant).toISOString();
}

/** The instant of exactly the form that `toIso` writes, else null. */
export function fromIso(text: string): Instant | null {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(text)) return null;
  const instant = Date.parse(text);
  return Number.isNaN(instant) || toIso(instant) !== text ? null : instant;
}
