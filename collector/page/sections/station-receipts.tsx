import { type ReactNode, useCallback } from 'react';
import { Button } from '../../../renderer/kit/button.tsx';
import { Card } from '../../../renderer/kit/card.tsx';
import { Sign } from '../../../renderer/kit/sign.tsx';
import type { ReceiptLine } from '../../console/answers.ts';
import { getRows } from '../border/ask.ts';
import { useStanding } from '../border/live.ts';
import { useCursorPages } from '../border/use-pages.ts';
import { Copyable } from '../parts/copyable.tsx';
import { Empty } from '../parts/empty.tsx';
import { Failed } from '../parts/failed.tsx';
import { useMe } from '../parts/me.ts';
import { PageTime } from '../parts/when.tsx';
import { pageWords } from '../words/words.ts';

/** What this collector countersigned of one log, newest first. */
export function StationReceipts({ log }: { readonly log: string }): ReactNode {
  const { logs } = useStanding();
  const { receipts } = useMe();
  const load = useCallback(
    (before: number | null) => getRows<ReceiptLine>(`/v1/logs/${log}/receipts?limit=50${before === null ? '' : `&before=${before}`}`),
    [log],
  );
  const { rows, error, hasMore, more, again } = useCursorPages(load, ({ size }) => size, {
    filters: [log],
    changes: [logs],
    older: 'kept',
  });
  if (rows === null) return error === null ? <p className="quiet">{pageWords.loading}</p> : <Failed error={error} again={again} />;
  if (rows.length === 0) return <Empty title={pageWords.receipts.none}>{pageWords.receipts.noneWhat}</Empty>;
  return (
    <>
      <Failed error={error} again={again} />
      <p className="quiet">{pageWords.receipts.what}</p>
      <ul className="rows card">
        {rows.map(({ size, time, note }) => (
          <li key={size}>
            <div className="stack-s">
              <Sign shape="good" tone="good">
                {pageWords.receipts.covers(size)}
              </Sign>
              <p>
                <PageTime at={time * 1_000} />
              </p>
              <details>
                <summary>{pageWords.receipts.note}</summary>
                {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable with the keyboard */}
                <pre className="raw mono" tabIndex={0}>
                  {note}
                </pre>
              </details>
            </div>
          </li>
        ))}
      </ul>
      {hasMore ? <Button onPress={more}>{pageWords.more}</Button> : null}
      <Card title={pageWords.receipts.key}>
        <Copyable text={receipts} />
      </Card>
    </>
  );
}
