import { type ReactNode, useState } from 'react';
import { Button } from '../../../renderer/kit/button.tsx';
import { announce } from '../../../renderer/kit/live-region.tsx';
import { pageWords } from '../words/words.ts';

/** A text to be taken elsewhere. */
export function Copyable({ text }: { readonly text: string }): ReactNode {
  const [copied, setCopied] = useState(false);
  const copy = (): void => {
    void navigator.clipboard.writeText(text).then(() => {
      setCopied(true);
      announce(pageWords.copied, 'now');
    });
  };
  return (
    <div className="copyable">
      <output className="mono">{text}</output>
      <Button onPress={copy}>{copied ? pageWords.copied : pageWords.copy}</Button>
    </div>
  );
}
