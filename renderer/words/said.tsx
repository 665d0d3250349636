import type { ReactNode } from 'react';
import { tParts, type Values, type WordKey } from './words.ts';

type SaidProps<Key extends WordKey> = { readonly k: Key } & (Values<Key> extends [infer Given]
  ? { readonly values: Given }
  : { readonly values?: undefined });

/** A sentence of the catalogue with its `<b>…</b>` drawn strong. */
export function Sentence<Key extends WordKey>(props: SaidProps<Key>): ReactNode {
  // `values` is there exactly when the key names something: SaidProps says so, a spread cannot.
  const values = (props.values === undefined ? [] : [props.values]) as unknown as Values<Key>;
  return tParts(props.k, ...values).map((part, i) => {
    // The parts of one sentence never change places.
    const at = `${i}`;
    return part.strong ? <b key={at}>{part.text}</b> : <span key={at}>{part.text}</span>;
  });
}
