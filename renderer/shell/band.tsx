import type { ReactNode } from 'react';
import { useView } from '../border/use-view.ts';
import { StateMark } from '../kit/mark.tsx';
import { t } from '../words/words.ts';
import { LapseClock } from './lapse-clock.tsx';
import type { Look } from './look.ts';
import { WindowClock, WindowDrain } from './window-clock.tsx';

export interface BandProps {
  readonly look: Look;
  /** The room's or step's name; without one the state's word is the heading. */
  readonly title?: string | undefined;
  /** Over the title, instead of the state's word. */
  readonly over?: string | undefined;
  /** One sentence under the heading. */
  readonly subtitle?: ReactNode;
  /** The screen's buttons. What stops things comes after them without being asked for. */
  readonly buttons?: ReactNode;
  readonly headingRef: (heading: HTMLHeadingElement | null) => void;
}

/** The state, across the room. While something is gathering or open its clock stands here, whatever the room. */
export function Band({ look, title, over, subtitle: sentence, buttons, headingRef }: BandProps): ReactNode {
  const view = useView();
  // Beside a clock there is less room for the word.
  const long = title === undefined && look.word.length > (view.window === null ? 22 : 14);
  return (
    <section
      className="band"
      aria-label={t('shell.state.label')}
      data-state={look.state}
      {...(look.mode === null ? {} : { 'data-mode': look.mode })}
    >
      <StateMark name={look.mode ?? look.state} />
      <div>
        {title === undefined ? (
          <h1 className={long ? 'word long' : 'word'} tabIndex={-1} ref={headingRef}>
            {look.word}
          </h1>
        ) : (
          <>
            <p className="over">{over ?? look.word}</p>
            <h1 className="word title" tabIndex={-1} ref={headingRef}>
              {title}
            </h1>
          </>
        )}
        {sentence === undefined ? null : <p className="say">{sentence}</p>}
      </div>
      <div className="ends">
        {view.window !== null ? (
          <WindowClock buttons={buttons} />
        ) : view.request !== null ? (
          <LapseClock request={view.request} buttons={buttons} />
        ) : null}
        {view.window === null && view.request === null && buttons !== undefined ? <div className="acts">{buttons}</div> : null}
      </div>
      {view.window !== null ? <WindowDrain opened={view.window} /> : null}
      {view.window === null && view.request !== null ? <Slots have={view.request.have} need={view.request.need} /> : null}
    </section>
  );
}

/** One slot a touch that is needed: they fill from the start. */
function Slots({ have, need }: { readonly have: number; readonly need: number }): ReactNode {
  return (
    <div className="slots" aria-hidden="true">
      {Array.from({ length: need }, (_, i) => ({ place: i + 1 })).map(({ place }) => (
        <i key={place} className={place <= have ? 'on' : ''} />
      ))}
    </div>
  );
}
