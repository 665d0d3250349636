import { type KeyboardEvent, type ReactNode, useId, useState } from 'react';
import { useLongList } from './use-long-list.ts';

/** A long list from which one row is chosen. */
export interface LongListboxProps<Row> {
  readonly label: string;
  readonly count: number;
  /** Null while it is being fetched. */
  readonly rowAt: (index: number) => Row | null;
  readonly draw: (row: Row) => ReactNode;
  readonly isChosen: (row: Row) => boolean;
  readonly onChoose: (row: Row) => void;
  /** Stable; told which rows are in sight. */
  readonly onSight: (first: number, last: number) => void;
  /** About how high a row is, in rem. */
  readonly rowRem: number;
}

const PAGE = 10;

/** One of very many: one stop for Tab, arrows inside, only the rows in sight drawn. */
export function LongListbox<Row>(props: LongListboxProps<Row>): ReactNode {
  const { label, count, rowAt, draw, isChosen, onChoose } = props;
  const id = useId();
  const list = useLongList(count, props.rowRem, props.onSight);
  const [at, setAt] = useState(0);
  const active = Math.min(at, Math.max(0, count - 1));

  function go(index: number): void {
    const to = Math.max(0, Math.min(count - 1, index));
    setAt(to);
    list.show(to);
    const row = rowAt(to);
    if (row !== null) onChoose(row);
  }

  function onKeyDown(event: KeyboardEvent): void {
    const to = {
      ArrowDown: active + 1,
      ArrowUp: active - 1,
      PageDown: active + PAGE,
      PageUp: active - PAGE,
      Home: 0,
      End: count - 1,
      Enter: active,
      ' ': active,
    }[event.key];
    if (to === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    go(to);
  }

  return (
    <div
      className="long-list card flush"
      ref={list.scroller}
      role="listbox"
      aria-label={label}
      tabIndex={0}
      aria-activedescendant={count === 0 ? undefined : `${id}-${active}`}
      onKeyDown={onKeyDown}
    >
      <div className="holder" role="presentation" ref={list.holder}>
        {list.indexes.map((index) => {
          const row = rowAt(index);
          return (
            // The listbox itself takes the keys; a row is only pressed.
            // biome-ignore lint/a11y/useKeyWithClickEvents: see above
            <div
              key={index}
              id={`${id}-${index}`}
              data-index={index}
              ref={list.measure}
              className="line"
              role="option"
              tabIndex={-1}
              aria-selected={row !== null && isChosen(row)}
              aria-posinset={index + 1}
              aria-setsize={count}
              data-at={index === active ? '' : undefined}
              onClick={() => go(index)}
            >
              {row === null ? <span className="quiet">…</span> : draw(row)}
            </div>
          );
        })}
      </div>
    </div>
  );
}
