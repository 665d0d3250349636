import { type ReactNode, useEffect, useState } from 'react';
import { ask } from '../border/ask.ts';
import { useMinute } from '../border/ticker.ts';
import { QrPicture } from '../camera/qr-picture.tsx';
import { useCommand } from '../hooks/use-command.ts';
import { Button } from '../kit/button.tsx';
import { ErrorNote } from '../kit/error-note.tsx';
import { Sheet } from '../kit/sheet.tsx';
import { utcAt } from '../words/time.ts';
import { t } from '../words/words.ts';
import type { ReceiptView } from './last-receipt.ts';

/** The newest receipt as a QR code, for somebody else to scan. */
export function ReceiptCode({ received, onLeave }: { readonly received: ReceiptView | null; readonly onLeave: () => void }): ReactNode {
  const now = useMinute();
  const { run, error, busy } = useCommand();
  const [text, setText] = useState<string | null>(null);
  useEffect(() => {
    void run(async () => setText((await ask('collector.receiptText', {})).text));
  }, [run]);
  return (
    <Sheet title={t('collector.hand.codeTitle')} onLeave={onLeave}>
      <ErrorNote error={error} />
      {received === null ? null : <p>{t('collector.hand.codeWhat', { count: received.entries, at: utcAt(received.at, now) })}</p>}
      {text !== null ? (
        <QrPicture text={text} label={t('collector.hand.codeLabel')} />
      ) : error === null ? (
        <p className="quiet">{busy ? t('kit.busy') : t('collector.hand.codeNone')}</p>
      ) : null}
      <Button focusFirst="yes" onPress={onLeave}>
        {t('collector.hand.codeClose')}
      </Button>
    </Sheet>
  );
}
