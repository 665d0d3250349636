import type { Instant } from '../../shared/base/instant.ts';

const MOST_MS = 3_600_000;

/** The milliseconds that a `Retry-After` of seconds or a date (RFC 9110 §10.2.3) asks for, an hour at most; null for anything else. */
export function retryAfterMs(value: string | null, now: Instant): number | null {
  if (value === null) return null;
  if (/^\d{1,9}$/.test(value)) return Math.min(Number(value) * 1000, MOST_MS);
  const at = / GMT$/.test(value) ? Date.parse(value) : Number.NaN;
  return Number.isNaN(at) ? null : Math.min(Math.max(at - now, 0), MOST_MS);
}
