import { useEffect, useState, useSyncExternalStore } from 'react';
import { type LoadPage, PageStore, type PagesState } from './page-store.ts';

const PAGE = 100;

/** A long list as far as it was fetched. */
export interface Pages<Row> extends PagesState<Row> {
  /** Tells which rows are in sight. */
  readonly need: (first: number, last: number) => void;
}

/** A long list that main keeps, page by page. `load` is another question whenever it is another function: memoise it. */
export function usePages<Row>(load: LoadPage<Row>): Pages<Row> {
  const [store] = useState(() => new PageStore<Row>(PAGE));
  const state = useSyncExternalStore(store.subscribe, store.get);
  useEffect(() => store.ask(load), [store, load]);
  const [need] = useState(() => (first: number, last: number) => store.need(first, last));
  return { ...state, need };
}
