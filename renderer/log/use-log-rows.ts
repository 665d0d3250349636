import { useEffect, useState, useSyncExternalStore } from 'react';
import { type LogFilter, LogRowStore, type LogRows } from './row-store.ts';

/** The rows that a filter lets through. They are asked for anew whenever the filter or the number of entries changes. */
export function useLogRows(filter: LogFilter, entries: number): LogRows & { readonly need: (index: number) => void } {
  const [store] = useState(() => new LogRowStore());
  const state = useSyncExternalStore(store.subscribe, store.get);
  const { text, member, act, incident } = filter;
  // biome-ignore lint/correctness/useExhaustiveDependencies: a log that has grown is another question
  useEffect(() => store.ask({ text, member, act, incident }), [store, text, member, act, incident, entries]);
  return { ...state, need: store.need };
}
