import { useCallback, useEffect, useRef, useState } from 'react';
import type { View } from '../../shared/contract/view.ts';
import type { Home, Nav, Section } from './section.ts';

const BOARD: Home = { at: 'board' };

/** The navigation, and a way out that waits for a yes. */
export interface NavState {
  readonly nav: Nav;
  /** A way out that waits for a yes; null when none does. */
  readonly leaving: { readonly stay: () => void; readonly go: () => void } | null;
}

/** Where the person is. A new state of the vault takes them home, since it is what needs them. */
export function useNavState(view: View): NavState {
  const [room, setRoom] = useState<Section>('board');
  const [home, setHome] = useState<Home>(BOARD);
  const unsaved = useRef(false);
  const [waiting, setWaiting] = useState<(() => void) | null>(null);
  const setUnsaved = useCallback((now: boolean): void => {
    unsaved.current = now;
    // What there was to lose is stored or gone: nothing is left to ask.
    if (!now) setWaiting(null);
  }, []);
  const vault = view.vault?.id ?? null;
  const request = view.request?.id ?? null;
  const opened = view.window?.request ?? null;
  const before = useRef({ vault, request, opened });
  useEffect(() => {
    const was = before.current;
    before.current = { vault, request, opened };
    const ended = was.opened !== null && opened === null ? view.closing.find((one) => one.request === was.opened) : undefined;
    if (vault !== was.vault) {
      setRoom('board');
      setHome(BOARD);
    } else if (ended !== undefined) {
      setRoom('board');
      setHome({ at: 'closing', request: ended.request });
    } else if ((request !== was.request && request !== null) || (opened !== was.opened && opened !== null)) {
      setRoom('board');
      setHome(BOARD);
    }
  }, [vault, request, opened, view.closing]);
  const leave = (act: () => void): void => {
    if (unsaved.current) setWaiting(() => act);
    else act();
  };
  const move = (to: Section, then: Home | null): void => {
    setRoom(to);
    if (then !== null) setHome(then);
  };
  return {
    nav: {
      room,
      home,
      leave,
      setUnsaved,
      go: (to) => leave(() => move(to, to === 'board' ? BOARD : null)),
      goHome: (to) => leave(() => move('board', to)),
    },
    leaving:
      waiting === null
        ? null
        : {
            stay: () => setWaiting(null),
            go: () => {
              setWaiting(null);
              waiting();
            },
          },
  };
}
