import { useEffect, useRef, useState } from 'react';
import type { View } from '../../shared/contract/view.ts';
import type { Home, Nav, Room } from './room.ts';

const BOARD: Home = { at: 'board' };

/** Where the person is. A new state of the vault takes them home, since it is what needs them. */
export function useNavState(view: View): Nav {
  const [room, setRoom] = useState<Room>('board');
  const [home, setHome] = useState<Home>(BOARD);
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
  return {
    room,
    home,
    go: (to) => {
      setRoom(to);
      if (to === 'board') setHome(BOARD);
    },
    goHome: (to) => {
      setRoom('board');
      setHome(to);
    },
  };
}
