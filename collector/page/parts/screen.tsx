import { type ReactNode, useEffect, useRef } from 'react';
import { Icon } from '../../../renderer/kit/icon.tsx';
import { announce } from '../../../renderer/kit/live-region.tsx';
import { type MarkName, StateMark } from '../../../renderer/kit/mark.tsx';
import { Note } from '../../../renderer/kit/note.tsx';
import { ScreenBody } from '../../../renderer/kit/screen-body.tsx';
import { useStanding } from '../border/live.ts';
import { pageWords } from '../words/words.ts';

/** What the band of a screen shows, and what is below it. */
export interface PageScreenProps {
  readonly title: string;
  readonly subtitle?: string;
  readonly over?: string;
  readonly buttons?: ReactNode;
  /** The band's ground: amber while an emergency is open. */
  readonly state?: 'sealed' | 'open';
  /** The shape of what the room is about; missing where it is about no state. */
  readonly mark?: MarkName;
  readonly children: ReactNode;
}

/** One room: the band with its name, what can be said of it and its acts, then what is in it. */
export function PageScreen({ title, subtitle, over, buttons, state = 'sealed', mark, children }: PageScreenProps): ReactNode {
  const heading = useRef<HTMLHeadingElement>(null);
  const { heard } = useStanding();
  useEffect(() => {
    document.title = `${title} · Halligan collector`;
    heading.current?.focus({ preventScroll: true });
    announce(title, 'soon');
  }, [title]);
  return (
    <>
      <section className="band" data-state={state} aria-label={title}>
        {mark === undefined ? <Icon shape="log" className="mark" /> : <StateMark name={mark} />}
        <div>
          {over === undefined ? null : <p className="over">{over}</p>}
          <h1 className="word title" tabIndex={-1} ref={heading}>
            {title}
          </h1>
          {subtitle === undefined ? null : <p className="say">{subtitle}</p>}
        </div>
        <div className="ends">{buttons === undefined ? null : <div className="acts">{buttons}</div>}</div>
      </section>
      <ScreenBody>
        <div className="stack">
          {heard ? null : (
            <Note verdict="care" title={pageWords.notHeard}>
              <p>{pageWords.notHeardWhat}</p>
            </Note>
          )}
          {children}
        </div>
      </ScreenBody>
    </>
  );
}
