import type { ReactNode } from 'react';
import { ask } from '../border/ask.ts';
import { useView } from '../border/use-view.ts';
import { useCommand } from '../hooks/use-command.ts';
import { Button } from '../kit/button.tsx';
import { Card } from '../kit/card.tsx';
import { ErrorNote } from '../kit/error-note.tsx';
import { Facts } from '../kit/facts.tsx';
import { t } from '../words/words.ts';

/** Where the vault's file lies, and the way back to the doors. */
export function VaultCard(): ReactNode {
  const { vault, window } = useView();
  const act = useCommand();
  if (vault === null) return null;
  return (
    <Card title={t('settings.vault.title')}>
      <Facts facts={[{ name: t('settings.vault.file'), value: <span className="path">{vault.path}</span> }]} />
      <ErrorNote error={act.error} />
      <div className="stack-s">
        <Button
          blocked={window === null ? null : t('settings.vault.sealFirst')}
          busy={act.busy ? t('kit.busy') : null}
          onPress={() => void act.run(async () => void (await ask('vault.close', {})))}
        >
          {t('settings.vault.close')}
        </Button>
        <p className="small quiet">{t('settings.vault.closeHint')}</p>
      </div>
    </Card>
  );
}
