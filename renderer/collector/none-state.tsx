import type { ReactNode } from 'react';
import { ask } from '../border/ask.ts';
import { useCommand } from '../hooks/use-command.ts';
import { Button } from '../kit/button.tsx';
import { Card } from '../kit/card.tsx';
import { ErrorNote } from '../kit/error-note.tsx';
import { Note } from '../kit/note.tsx';
import { t } from '../words/words.ts';
import { EnrolOnline } from './enrol-online.tsx';
import type { StateOf } from './state-of.ts';
import type { Tell } from './told.ts';

/** No collector yet: ask one over the network or by file. */
export function NoneState({ collector, tell }: { readonly collector: StateOf<'none'>; readonly tell: Tell }): ReactNode {
  const { before } = collector;
  return (
    <>
      {before === null ? null : (
        <Note verdict="care" title={t('collector.none.before', { name: before.name })}>
          <p>{t('collector.none.beforeWhat')}</p>
        </Note>
      )}
      <div className="two">
        <EnrolOnline known={before?.address ?? null} tell={tell} />
        <div className="stack">
          <WhatFor />
          <ByFile tell={tell} />
        </div>
      </div>
    </>
  );
}

function WhatFor(): ReactNode {
  return (
    <Card title={t('collector.none.why')} spacing="small">
      <ul className="plain-list">
        <li>{t('collector.none.whyAlerts')}</li>
        <li>{t('collector.none.whyReceipts')}</li>
        <li>{t('collector.none.whySecrets')}</li>
      </ul>
    </Card>
  );
}

function ByFile({ tell }: { readonly tell: Tell }): ReactNode {
  return (
    <Card title={t('collector.none.file')} spacing="small">
      <p>{t('collector.none.fileWhat')}</p>
      <WriteRequest tell={tell}>{t('collector.none.fileGo')}</WriteRequest>
    </Card>
  );
}

/** Writes the request to a file; where it is, is told. */
export function WriteRequest({ children, tell }: { readonly children: string; readonly tell: Tell }): ReactNode {
  const act = useCommand();
  const write = (): void =>
    void act.run(async () => {
      const { path } = await ask('collector.exportRequest', {});
      if (path !== null) tell({ verdict: 'good', title: t('collector.carried.written', { path }), what: '' });
    });
  return (
    <>
      <ErrorNote error={act.error} />
      <Button onPress={write} busy={act.busy ? t('kit.busy') : null}>
        {children}
      </Button>
    </>
  );
}
