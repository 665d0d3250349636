/** Instants and spans as people read them: UTC first, local second. */
const clock = new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
const day = new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', day: 'numeric', month: 'short' });
const dayOfYear = new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', day: 'numeric', month: 'short', year: 'numeric' });
const local = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
const localDay = new Intl.DateTimeFormat('en-GB', { weekday: 'short', day: 'numeric', month: 'short' });

/** "02:46 UTC". */
export function utcTime(at: number): string {
  return `${clock.format(at)} UTC`;
}

/** "3 Nov", with the year where it is not that of `now`. */
export function utcDay(at: number, now: number): string {
  const sameYear = new Date(at).getUTCFullYear() === new Date(now).getUTCFullYear();
  return (sameYear ? day : dayOfYear).format(at);
}

/** "02:46 UTC" today, else "3 Nov, 02:46 UTC". */
export function utcWhen(at: number, now: number): string {
  const today = Math.floor(at / 86_400_000) === Math.floor(now / 86_400_000);
  return today ? utcTime(at) : `${utcDay(at, now)}, ${utcTime(at)}`;
}

/** In a sentence: "at 02:46 UTC" today, else "on 3 Nov at 02:46 UTC". */
export function utcAt(at: number, now: number): string {
  const today = Math.floor(at / 86_400_000) === Math.floor(now / 86_400_000);
  return today ? `at ${utcTime(at)}` : `on ${utcDay(at, now)} at ${utcTime(at)}`;
}

/** "03:46 Stockholm": this machine's time and the city its zone is named after. */
export function localTime(at: number): string {
  const zone = new Intl.DateTimeFormat().resolvedOptions().timeZone;
  const city = zone.split('/').at(-1)?.replaceAll('_', ' ') ?? zone;
  return `${local.format(at)} ${city}`;
}

/** "Wed 25 Nov", by this machine's own day. */
export function localDate(at: number): string {
  return localDay.format(at).replace(',', '');
}

/** True where local time is UTC now, so that it need not be said twice. */
export function isUtcHere(at: number): boolean {
  return new Date(at).getTimezoneOffset() === 0;
}

/** "47:12", or "1:02:05" from an hour up. */
export function countdown(seconds: number): string {
  const two = (n: number): string => String(n).padStart(2, '0');
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor(seconds / 60) % 60;
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${two(minutes)}:${two(seconds % 60)}`;
}

/** "45 s", "9 min", "2 h 31 min", "3 days": as exact as a person needs. */
export function span(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1000));
  if (seconds < 90) return `${seconds} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 90) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  if (hours < 48) return minutes % 60 === 0 ? `${hours} h` : `${hours} h ${minutes % 60} min`;
  return `${Math.round(hours / 24)} days`;
}
