import { type ReactNode, useState } from 'react';
import type { CallOutput } from '../../shared/contract/handlers.ts';
import { ask } from '../border/ask.ts';
import { useMinute } from '../border/ticker.ts';
import { ScanSheet } from '../camera/scan-sheet.tsx';
import { type ScreenCommand, useCommand } from '../hooks/use-command.ts';
import { Button } from '../kit/button.tsx';
import { Card } from '../kit/card.tsx';
import { ErrorNote } from '../kit/error-note.tsx';
import { utcAt } from '../words/time.ts';
import { t } from '../words/words.ts';
import { looksLikeReceipt } from './looks-like-receipt.ts';
import { PasteSheet } from './paste-sheet.tsx';
import { ReceiptCode } from './receipt-code.tsx';
import type { StateOf } from './state-of.ts';
import type { Tell, Told } from './told.ts';

type Receipt = CallOutput<'collector.readReceipt'>['receipt'];

/** There and back without a network: entries to a file, the receipt from a file, a code or a text. */
export function HandCard({ collector, tell }: { readonly collector: StateOf<'active'>; readonly tell: Tell }): ReactNode {
  const act = useCommand();
  return (
    <Card title={t('collector.hand.title')}>
      <ErrorNote error={act.error} />
      <div className="pair">
        <There collector={collector} act={act} tell={tell} />
        <Back collector={collector} act={act} tell={tell} />
      </div>
    </Card>
  );
}

interface HalfProps {
  readonly collector: StateOf<'active'>;
  readonly act: ScreenCommand;
  readonly tell: Tell;
}

function There({ collector, act, tell }: HalfProps): ReactNode {
  const { waiting, received, address } = collector;
  const write = (from: 'receipt' | 'start'): void =>
    void act.run(async () => {
      tell(null);
      const { path, entries } = await ask('collector.exportBundle', { from });
      if (path === null) return;
      tell({ verdict: 'good', title: t('collector.hand.written', { count: entries, path }), what: t('collector.hand.writtenNext') });
    });
  return (
    <div className="stack-s">
      <h3>{t('collector.hand.there')}</h3>
      <p>{t('collector.hand.thereWhat')}</p>
      <div className="row">
        <Button
          kind={address === null && waiting.entries > 0 ? 'main' : 'ordinary'}
          onPress={() => write('receipt')}
          blocked={waiting.entries === 0 ? t('collector.hand.nothing') : null}
          busy={act.busy ? t('kit.busy') : null}
        >
          {t('collector.hand.write')}
        </Button>
        {received === null ? null : <Button onPress={() => write('start')}>{t('collector.hand.writeWhole')}</Button>}
      </div>
    </div>
  );
}

function Back({ collector, act, tell }: HalfProps): ReactNode {
  const [open, setOpen] = useState<'scan' | 'paste' | 'show' | null>(null);
  const now = useMinute();
  const close = (): void => setOpen(null);
  const file = (): void =>
    void act.run(async () => {
      tell(null);
      const { receipt } = await ask('collector.importReceipt', {});
      if (receipt !== null) tell(toldOf(receipt, now));
    });
  const scanned = (text: string): void => {
    close();
    void act.run(async () => tell(toldOf((await ask('collector.readReceipt', { text })).receipt, now)));
  };
  return (
    <div className="stack-s">
      <h3>{t('collector.hand.back')}</h3>
      <p>{t('collector.hand.backWhat')}</p>
      <div className="row">
        <Button onPress={file} busy={act.busy ? t('kit.busy') : null}>
          {t('collector.hand.file')}
        </Button>
        <Button onPress={() => setOpen('scan')}>{t('collector.hand.scan')}</Button>
        <Button onPress={() => setOpen('paste')}>{t('collector.hand.paste')}</Button>
        {collector.received === null ? null : <Button onPress={() => setOpen('show')}>{t('collector.hand.show')}</Button>}
      </div>
      {open === 'scan' ? (
        <ScanSheet
          fits={looksLikeReceipt}
          what={t('collector.hand.scanWhat')}
          otherwise={t('collector.hand.scanOtherwise')}
          onFound={scanned}
          onLeave={close}
        />
      ) : null}
      {open === 'paste' ? (
        <PasteSheet
          onLeave={close}
          onTaken={(receipt) => {
            close();
            tell(toldOf(receipt, now));
          }}
        />
      ) : null}
      {open === 'show' ? <ReceiptCode received={collector.received} onLeave={close} /> : null}
    </div>
  );
}

/** What became of a receipt that holds. */
function toldOf({ kind, entries, at }: Receipt, now: number): Told {
  if (kind === 'taken') {
    return {
      verdict: 'good',
      title: t('collector.hand.taken', { count: entries }),
      what: t('collector.hand.takenWhat', { at: utcAt(at, now) }),
    };
  }
  return {
    verdict: 'good',
    title: kind === 'known' ? t('collector.hand.known') : t('collector.hand.older'),
    what: t('collector.hand.unchanged'),
  };
}
