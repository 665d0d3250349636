import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react';
import type { DirectoryRow } from '../../shared/contract/calls.ts';
import { t } from '../words/words.ts';
import { CredentialOption } from './credential-option.tsx';
import type { CredentialPages } from './credential-pages.ts';

export interface CredentialListProps {
  readonly pages: CredentialPages;
  readonly chosen: string | null;
  readonly onChoose: (row: DirectoryRow) => void;
}

const ROW = 61;

/** Up to ten thousand credentials, by system; only those in sight are drawn. Arrow keys, Home, End, Enter. */
export function CredentialList({ pages, chosen, onChoose }: CredentialListProps): ReactNode {
  const box = useRef<HTMLDivElement | null>(null);
  const id = useId();
  const [active, setActive] = useState(0);
  const total = pages.total ?? 0;
  const virtual = useVirtualizer({ count: total, getScrollElement: () => box.current, estimateSize: () => ROW, overscan: 8 });
  const items = virtual.getVirtualItems();
  const first = items[0]?.index ?? 0;
  const last = items.at(-1)?.index ?? 0;
  useEffect(() => pages.want(first, last), [pages, first, last]);
  const at = Math.min(active, Math.max(0, total - 1));
  // Its page may come after the key that went there, and is then taller than was guessed.
  const there = pages.at(at) !== undefined;
  useEffect(() => {
    if (there && at > 0) virtual.scrollToIndex(at);
  }, [there, at, virtual]);

  const onKeyDown = (event: KeyboardEvent): void => {
    const page = 10;
    const moves: Record<string, number> = {
      ArrowDown: at + 1,
      ArrowUp: at - 1,
      PageDown: at + page,
      PageUp: at - page,
      Home: 0,
      End: total - 1,
    };
    const to = moves[event.key];
    const row = pages.at(at);
    if (to !== undefined) {
      const next = Math.max(0, Math.min(total - 1, to));
      setActive(next);
      virtual.scrollToIndex(next);
    } else if ((event.key === 'Enter' || event.key === ' ') && row !== undefined) {
      onChoose(row);
    } else return;
    event.preventDefault();
  };

  return (
    <div
      ref={box}
      className="creds"
      role="listbox"
      aria-label={t('emergency.opened.list')}
      tabIndex={0}
      onKeyDown={onKeyDown}
      {...(pages.at(at) === undefined ? {} : { 'aria-activedescendant': `${id}-${at}` })}
    >
      <div role="presentation" className="creds-all" style={{ blockSize: virtual.getTotalSize() }}>
        {items.map((item) => {
          const row = pages.at(item.index);
          return (
            <div
              key={item.key}
              role="presentation"
              ref={virtual.measureElement}
              data-index={item.index}
              className="creds-at"
              style={{ transform: `translateY(${item.start}px)` }}
            >
              <CredentialOption
                id={`${id}-${item.index}`}
                row={row}
                above={item.index === 0 ? null : pages.at(item.index - 1)}
                place={item.index + 1}
                of={total}
                state={row !== undefined && row.id === chosen ? 'chosen' : item.index === at ? 'active' : 'plain'}
                onChoose={() => {
                  setActive(item.index);
                  if (row !== undefined) onChoose(row);
                }}
              />
            </div>
          );
        })}
      </div>
    </div>
  );
}
