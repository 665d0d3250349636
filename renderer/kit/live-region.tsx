import { type ReactNode, useSyncExternalStore } from 'react';

/** `soon` waits for the reader to finish its sentence; `now` does not. */
export type Urgency = 'soon' | 'now';

interface Said {
  readonly text: string;
  readonly count: number;
}
const SILENT: Said = { text: '', count: 0 };
let said: Readonly<Record<Urgency, Said>> = { soon: SILENT, now: SILENT };
const listeners = new Set<() => void>();
/** By then it was read out. If it stayed longer, a person who reads on would find it again, as if it were news. */
const GONE_AFTER_MS = 8_000;
const gone: Record<Urgency, ReturnType<typeof setTimeout> | undefined> = { soon: undefined, now: undefined };

function put(urgency: Urgency, text: string): void {
  said = { ...said, [urgency]: { text, count: said[urgency].count + 1 } };
  for (const listener of listeners) listener();
}

/** Has a screen reader say it. The same words twice are said twice. */
export function announce(text: string, urgency: Urgency = 'soon'): void {
  put(urgency, text);
  clearTimeout(gone[urgency]);
  gone[urgency] = setTimeout(() => put(urgency, ''), GONE_AFTER_MS);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function current(): Readonly<Record<Urgency, Said>> {
  return said;
}

/** The one place that a screen reader listens to. Mounted once, by the app. */
export function LiveRegion(): ReactNode {
  const { soon, now } = useSyncExternalStore(subscribe, current, current);
  // A space that comes and goes makes the same words a change.
  const text = ({ text, count }: Said): string => (count % 2 === 0 || text === '' ? text : `${text} `);
  return (
    <div className="vh at-top">
      <div role="status" aria-live="polite">
        {text(soon)}
      </div>
      <div role="alert" aria-live="assertive">
        {text(now)}
      </div>
    </div>
  );
}
