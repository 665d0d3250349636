import { createContext, useContext, useState } from 'react';
import type { DirectoryRow } from '../../shared/contract/calls.ts';

/** Where the operator is in an open window. It outlives a look at another room, and ends with the window. */
export interface OpenedPlace {
  /** What is searched for. */
  readonly text: string;
  readonly chosen: DirectoryRow | null;
  /** How many steps of each playbook are done, by its id. */
  readonly steps: Readonly<Record<string, number>>;
}

/** Where the person is in the open window, and the way to another place. */
export interface OpenedPlaceState {
  readonly place: OpenedPlace;
  change(part: Partial<OpenedPlace>): void;
}

const START: OpenedPlace = { text: '', chosen: null, steps: {} };

/** The place in the open window; null outside of the app’s frame. */
export const OpenedPlaceContext = createContext<OpenedPlaceState | null>(null);

/** Kept by the frame. `request` is that of the open window; with another one, or none, everything is forgotten. */
export function useOpenedPlaceState(request: string | null): OpenedPlaceState {
  const [kept, setKept] = useState({ request, place: START });
  if (kept.request !== request) setKept({ request, place: START });
  return {
    place: kept.request === request ? kept.place : START,
    change: (part) => setKept((old) => ({ ...old, place: { ...old.place, ...part } })),
  };
}

/** The place in the open window. Throws outside of the app’s frame. */
export function useOpenedPlace(): OpenedPlaceState {
  const state = useContext(OpenedPlaceContext);
  if (state === null) throw new Error('outside of the frame');
  return state;
}
