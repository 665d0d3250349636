import { createContext, useContext } from 'react';

/** Where a person is inside an open vault. `board` is home: it shows whatever the state asks for. */
export type Room = 'board' | 'directory' | 'playbooks' | 'log' | 'members' | 'reports' | 'settings';

/** Where home is, while nothing is gathering or open. */
export type Home =
  | { readonly at: 'board' }
  | { readonly at: 'declare'; readonly kind: 'emergency' | 'drill'; readonly compartment: string | null }
  | { readonly at: 'closing'; readonly request: string };

export interface Nav {
  readonly room: Room;
  readonly home: Home;
  go(room: Room): void;
  /** To the board, and there to this. */
  goHome(home: Home): void;
}

export const NavContext = createContext<Nav | null>(null);

export function useNav(): Nav {
  const nav = useContext(NavContext);
  if (nav === null) throw new Error('outside of the frame');
  return nav;
}
