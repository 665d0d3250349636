import type { ReactNode } from 'react';
import type { IconShape } from './icon.tsx';
import { Sign } from './sign.tsx';

/** What a note says, and how grave it is. */
export interface NoteProps {
  readonly verdict: 'good' | 'care' | 'bad';
  readonly title: string;
  readonly children?: ReactNode;
  /** What can be done about it, at its end. */
  readonly act?: ReactNode;
  readonly shape?: IconShape;
}

const CLASSES = { good: 'note good-note', care: 'note', bad: 'note bad-note' } as const;
const SHAPES = { good: 'good', care: 'care', bad: 'fault' } as const;

/** Something to know, in its place in the page: what happened, then what to do. Never a toast. */
export function Note({ verdict, title, children, act, shape }: NoteProps): ReactNode {
  return (
    <div className={`${CLASSES[verdict]} with-act`}>
      <div className="stack-s">
        <Sign shape={shape ?? SHAPES[verdict]} tone={verdict}>
          {title}
        </Sign>
        {children}
      </div>
      {act}
    </div>
  );
}
