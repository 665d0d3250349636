import type { ReactNode } from 'react';
import { useLongList } from './use-long-list.ts';

/** A long list that is only read. */
export interface LongRowsProps<Row> {
  readonly label: string;
  readonly count: number;
  /** Null while it is being fetched. */
  readonly rowAt: (index: number) => Row | null;
  readonly draw: (row: Row) => ReactNode;
  /** Stable; told which rows are in sight. */
  readonly onSight: (first: number, last: number) => void;
  /** About how high a row is, in rem. */
  readonly rowRem: number;
}

/** Very many rows to read: only those in sight are drawn. It scrolls with the arrow keys once it has the focus. */
export function LongRows<Row>(props: LongRowsProps<Row>): ReactNode {
  const list = useLongList(props.count, props.rowRem, props.onSight);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable with the keyboard
    <section className="long-list card flush" ref={list.scroller} aria-label={props.label} tabIndex={0}>
      <ol className="holder" ref={list.holder}>
        {list.indexes.map((index) => {
          const row = props.rowAt(index);
          return (
            <li key={index} data-index={index} ref={list.measure} className="line" aria-posinset={index + 1} aria-setsize={props.count}>
              {row === null ? <span className="quiet">…</span> : props.draw(row)}
            </li>
          );
        })}
      </ol>
    </section>
  );
}
