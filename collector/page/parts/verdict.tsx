import { type ReactNode, useEffect, useRef } from 'react';
import type { IconShape } from '../../../renderer/kit/icon.tsx';
import { Sign, type Tone } from '../../../renderer/kit/sign.tsx';
import type { VerifierAnswer, VerifierOutcome } from '../../../verifier/message.ts';

const SIGNS: Readonly<Record<VerifierOutcome, readonly [IconShape, Tone]>> = {
  proven: ['good', 'good'],
  tampered: ['no', 'bad'],
  incomplete: ['care', 'care'],
  'unknown version': ['care', 'care'],
  none: ['fault', 'care'],
};

/** What a verification found, in the words of `halligan verify`; its first line takes the reader to it. */
export function VerdictNote({ answer: { outcome, lines } }: { readonly answer: VerifierAnswer }): ReactNode {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const [first = '', ...rest] = lines;
  const [shape, tone] = SIGNS[outcome];
  return (
    <section className="card raised stack-s verdict" data-outcome={outcome} aria-label={first}>
      <h2 tabIndex={-1} ref={heading}>
        <Sign shape={shape} tone={tone}>
          {first}
        </Sign>
      </h2>
      <ul className="stack-s">
        {rest.map((line) => (
          <li key={line} className="path">
            {line}
          </li>
        ))}
      </ul>
    </section>
  );
}
