import { createContext, useContext, useEffect } from 'react';

/** Where a person is inside an open vault. `board` is home: it shows whatever the state asks for. `collector` is a part of the settings. */
export type Section = 'board' | 'directory' | 'playbooks' | 'log' | 'members' | 'reports' | 'settings' | 'collector';

/** Where home is, while nothing is gathering or open. */
export type Home =
  | { readonly at: 'board' }
  | { readonly at: 'declare'; readonly kind: 'emergency' | 'drill'; readonly compartment: string | null }
  | { readonly at: 'closing'; readonly request: string };

/** Where the person is in the vault, and the way to another section. */
export interface Nav {
  readonly room: Section;
  readonly home: Home;
  go(room: Section): void;
  /** To the board, and there to this. */
  goHome(home: Home): void;
  /** Does `act`, which leaves this screen: at once, or after a yes where something typed would be lost. */
  leave(act: () => void): void;
  /** Whether leaving this screen would lose something. */
  setUnsaved(unsaved: boolean): void;
}

/** The navigation; null outside of the app’s frame. */
export const NavContext = createContext<Nav | null>(null);

/** The navigation. Throws outside of the app’s frame. */
export function useNav(): Nav {
  const nav = useContext(NavContext);
  if (nav === null) throw new Error('outside of the frame');
  return nav;
}

/** Every way out of this screen asks first while `unsaved`: the rooms in the header too. */
export function useUnsaved(unsaved: boolean): void {
  const { setUnsaved } = useNav();
  useEffect(() => {
    setUnsaved(unsaved);
    return () => setUnsaved(false);
  }, [unsaved, setUnsaved]);
}
