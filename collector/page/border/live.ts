/** What changed at the collector, told by it: nothing here asks by the clock. */
import { useSyncExternalStore } from 'react';
import { get } from './ask.ts';

const RETRY_MS = 5_000;

/** What a number is means nothing; that it differs from the last says that something changed. */
export interface LiveState {
  readonly pos: number;
  readonly logs: string;
  readonly own: number;
  /** Whether the collector can be heard. */
  readonly heard: boolean;
}

let standing: LiveState = { pos: -1, logs: '', own: -1, heard: true };
const listeners = new Set<() => void>();
let source: EventSource | null = null;

function put(next: LiveState): void {
  standing = next;
  for (const listener of listeners) listener();
}

/** Listens from now on; until `stopListening`. */
export function startListening(): void {
  stopListening();
  source = new EventSource('/v1/live');
  source.addEventListener('message', ({ data }: MessageEvent<string>) => put({ ...(JSON.parse(data) as LiveState), heard: true }));
  source.addEventListener('error', () => {
    put({ ...standing, heard: false });
    // A cut line is tried again by the browser. A refusal is not: then it is asked why, and who is signed out hears it so.
    if (source?.readyState === EventSource.CLOSED) void get('/v1/me').then(startListening, () => window.setTimeout(listenAgain, RETRY_MS));
  });
}

/** Unless nobody wants to hear any more. */
function listenAgain(): void {
  if (source !== null) startListening();
}

/** Stops hearing of changes: nobody is signed in any more. */
export function stopListening(): void {
  source?.close();
  source = null;
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** What the collector last said about itself; renders again when that changes. */
export function useStanding(): LiveState {
  return useSyncExternalStore(subscribe, () => standing);
}
