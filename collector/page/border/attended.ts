/** Whether somebody is at the page: what it asks for by itself, because something changed, keeps nobody signed in. */
const ATTENDED_MS = 60_000;

let touchedAt = performance.now();

/** Notices presses and keys from now on. */
export function noticePeople(): void {
  for (const kind of ['pointerdown', 'keydown', 'wheel'] as const)
    window.addEventListener(kind, () => (touchedAt = performance.now()), { capture: true, passive: true });
}

/** What a question says of it. */
export function attendance(): Readonly<Record<string, string>> {
  return performance.now() - touchedAt > ATTENDED_MS ? { 'halligan-unattended': '1' } : {};
}
