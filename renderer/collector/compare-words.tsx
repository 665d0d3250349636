import type { ReactNode } from 'react';

/** Six words in their order, one a line and large: to be read aloud and followed with a finger. */
export function CompareWords({ words, label }: { readonly words: readonly string[]; readonly label: string }): ReactNode {
  return (
    <ol className="compare" aria-label={label}>
      {words.map((word, i) => {
        // The same word may come twice; they never change places.
        const at = `${i}`;
        return <li key={at}>{word}</li>;
      })}
    </ol>
  );
}
