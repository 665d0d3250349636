import type { ReactNode } from 'react';
import type { Words } from '../../console/answers.ts';
import { entryOfLeaf, entrySentence } from './entry-words.ts';

/** The entry of a leaf in plain words, with what happened drawn strong. */
export function EntrySentence({ leaf, said }: { readonly leaf: string; readonly said: Words }): ReactNode {
  return entrySentence(entryOfLeaf(leaf), said).map((part, i) => {
    // The parts of one sentence never change places.
    const at = `${i}`;
    return part.strong ? <b key={at}>{part.text}</b> : <span key={at}>{part.text}</span>;
  });
}
