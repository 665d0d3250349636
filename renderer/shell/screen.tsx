import { type ReactNode, useCallback, useEffect, useRef } from 'react';
import { useView } from '../border/use-view.ts';
import { announce } from '../kit/live-region.tsx';
import { ScreenBody } from '../kit/screen-body.tsx';
import { Band } from './band.tsx';
import { type LookHint, lookOf } from './look.ts';
import { Notices } from './notices.tsx';

/** What the band of a screen shows, and what is below it. */
export interface ScreenProps {
  /** Which screen this is: when it changes, its heading is focused and read. */
  readonly id: string;
  readonly title?: string;
  readonly over?: string;
  readonly subtitle?: ReactNode;
  readonly buttons?: ReactNode;
  readonly hint?: LookHint;
  readonly children: ReactNode;
}

/** One screen: the band with the state and this screen's name and acts, then its room. */
export function Screen({ id, title, over, subtitle, buttons, hint, children }: ScreenProps): ReactNode {
  const view = useView();
  const look = lookOf(view, hint);
  const heading = useRef<HTMLHeadingElement | null>(null);
  const headingRef = useCallback((element: HTMLHeadingElement | null) => {
    heading.current = element;
  }, []);
  useEffect(() => {
    const { dataset } = document.documentElement;
    dataset['state'] = look.state;
    if (look.mode === null) delete dataset['mode'];
    else dataset['mode'] = look.mode;
  }, [look.state, look.mode]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new screen or state is what moves the focus, not a new word
  useEffect(() => {
    heading.current?.focus({ preventScroll: true });
    const words = heading.current?.textContent;
    if (words !== undefined && words !== null) announce(words, 'soon');
  }, [id, look.state]);
  const name = title ?? look.word;
  useEffect(() => {
    document.title = view.vault === null ? `${name} · Halligan` : `${name}: ${view.vault.name}`;
  }, [name, view.vault]);
  return (
    <>
      <Band look={look} title={title} over={over} subtitle={subtitle} buttons={buttons} headingRef={headingRef} />
      <ScreenBody>
        <Notices />
        {children}
      </ScreenBody>
    </>
  );
}
