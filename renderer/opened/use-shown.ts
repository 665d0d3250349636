import { useCallback, useEffect, useRef, useState } from 'react';
import { ask } from '../border/ask.ts';
import { useWhenOver } from '../border/ticker.ts';
import { useView } from '../border/use-view.ts';
import { type ScreenCommand, useCommand } from '../hooks/use-command.ts';
import { announce } from '../kit/live-region.tsx';
import { t } from '../words/words.ts';
import { askToReveal, type ShownSecret } from './secret.ts';

export interface FieldOnScreen {
  /** The value while it is shown, else null. It lives in this component alone. */
  readonly shown: ShownSecret | null;
  readonly act: ScreenCommand;
  show(): void;
  hide(): void;
}

/**
 * Shows one field: hidden again after its time, when main says so, when the window seals, and when the component goes.
 * `name` is what is announced; never the value.
 */
export function useShown(credential: string, field: string, how: 'shown' | 'large', name: string): FieldOnScreen {
  const { window: opened } = useView();
  const act = useCommand();
  const [shown, setShown] = useState<ShownSecret | null>(null);
  const here = useRef(true);
  const confirmed = useRef(false);
  const drop = useCallback(() => {
    setShown(null);
    confirmed.current = false;
    announce(t('emergency.opened.field.hiddenSaid', { field: name }));
  }, [name]);
  useEffect(() => {
    here.current = true;
    return () => {
      here.current = false;
      // Main hides it by itself in time; telling it is only sooner.
      void ask('window.hide', { credential, field }).catch(() => {});
    };
  }, [credential, field]);
  useWhenOver(shown?.hidesAt ?? null, drop);

  // Main's word is the last one: a field that it has hidden is not kept here.
  const listed = opened?.shown.some((one) => one.credential === credential && one.field === field) ?? false;
  useEffect(() => {
    // Hidden here a moment before main: what its old snapshot lists must not count for the next showing.
    if (shown === null) confirmed.current = false;
    else if (listed) confirmed.current = true;
    else if (confirmed.current) drop();
  }, [listed, shown, drop]);

  return {
    shown: opened === null ? null : shown,
    act,
    show: () =>
      void act.run(async () => {
        const value = await askToReveal(credential, field, how);
        if (!here.current) return;
        setShown(value);
        const count = Math.round((value.hidesAt - performance.now()) / 1000);
        announce(t('emergency.opened.field.shownSaid', { field: name, count }));
      }),
    hide: () => {
      drop();
      void ask('window.hide', { credential, field }).catch(() => {});
    },
  };
}
