/** Where in the page one is, kept behind the `#`: it can be copied, and gone back from. */
import { useSyncExternalStore } from 'react';

/** Where a viewer is on the page, as its address says. */
export type PagePlace =
  | { readonly room: 'timeline' | 'alerts' | 'stations' | 'people' | 'own' }
  | { readonly room: 'incident'; readonly cer: string }
  | { readonly room: 'station'; readonly log: string; readonly part: StationPart }
  | { readonly room: 'join'; readonly code: string };

/** The parts of a station’s section, in their order. */
export const STATION_PARTS = ['entries', 'receipts', 'verify'] as const;
/** A part of a station’s section. */
export type StationPart = (typeof STATION_PARTS)[number];

const HOME: PagePlace = { room: 'timeline' };

/** The place that the fragment of an address names; the timeline for one that names none. */
export function parsePlace(hash: string): PagePlace {
  const [room = '', one = '', two = ''] = hash.replace(/^#\//, '').split('/').map(decoded);
  switch (room) {
    case 'alerts':
    case 'stations':
    case 'people':
    case 'own':
      return { room };
    case 'incident':
      return one === '' ? HOME : { room, cer: one };
    case 'station':
      return /^[0-9a-f]{64}$/.test(one) ? { room, log: one, part: STATION_PARTS.find((part) => part === two) ?? 'entries' } : HOME;
    case 'join':
      return { room, code: one };
    default:
      return HOME;
  }
}

/** The fragment of an address that names this place. */
function hashOf(place: PagePlace): string {
  switch (place.room) {
    case 'incident':
      return `#/incident/${encodeURIComponent(place.cer)}`;
    case 'station':
      return `#/station/${place.log}/${place.part}`;
    case 'join':
      return `#/join/${place.code}`;
    default:
      return `#/${place.room}`;
  }
}

/** Goes to this place. The one before it stays in the browser’s history. */
export function go(place: PagePlace): void {
  window.location.hash = hashOf(place);
}

/** Goes there and forgets where one was: a link that was used is not gone back to. */
export function goInstead(place: PagePlace): void {
  window.location.replace(hashOf(place));
}

function subscribe(listener: () => void): () => void {
  window.addEventListener('hashchange', listener);
  return () => window.removeEventListener('hashchange', listener);
}

/** The fragment of the address; renders again when it changes. */
export function useHash(): string {
  return useSyncExternalStore(subscribe, () => window.location.hash);
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return '';
  }
}
