import './long-list.css';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type RefObject, useEffect, useRef } from 'react';

export interface LongList {
  readonly scroller: RefObject<HTMLDivElement | null>;
  /** For the element inside the scroller; it gets the height of all rows. */
  readonly holder: (node: HTMLElement | null) => void;
  /** For each row drawn: absolutely placed, with `data-index`. */
  readonly measure: (node: HTMLElement | null) => void;
  /** The rows to draw now. */
  readonly indexes: readonly number[];
  readonly show: (index: number) => void;
}

/** Draws only the rows in sight. Their heights may differ: each is measured as it comes. `onSight` must be stable. */
export function useLongList(count: number, rowRem: number, onSight: (first: number, last: number) => void): LongList {
  const scroller = useRef<HTMLDivElement>(null);
  const rem = Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
  const list = useVirtualizer<HTMLDivElement, HTMLElement>({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowRem * rem,
    overscan: 6,
    directDomUpdates: true,
  });
  const indexes = list.getVirtualItems().map((item) => item.index);
  const first = indexes[0] ?? 0;
  const last = indexes.at(-1) ?? 0;
  useEffect(() => onSight(first, last), [first, last, onSight]);
  return {
    scroller,
    holder: list.containerRef,
    measure: list.measureElement,
    indexes,
    show: (index) => list.scrollToIndex(index, { align: 'auto' }),
  };
}
