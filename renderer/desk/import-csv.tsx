import { type ReactNode, useState } from 'react';
import type { CallOutput } from '../../shared/contract/handlers.ts';
import { ask } from '../border/ask.ts';
import { useCommand } from '../hooks/use-command.ts';
import { Button } from '../kit/button.tsx';
import { Card } from '../kit/card.tsx';
import { ErrorNote } from '../kit/error-note.tsx';
import { announce } from '../kit/live-region.tsx';
import { Note } from '../kit/note.tsx';
import { Screen } from '../shell/screen.tsx';
import { t } from '../words/words.ts';
import { ImportPreview } from './import-preview.tsx';

type PickedCsv = NonNullable<CallOutput<'import.pick'>['file']>;

const COLUMNS = 'title, system, owner, compartment, kind, address, username, password, otpauth, notes';

/** Imports a CSV file: chosen, looked at row by row, then stored as a whole or not at all. */
export function ImportCsv({ onLeave }: { readonly onLeave: () => void }): ReactNode {
  const [file, setFile] = useState<PickedCsv | null>(null);
  const [stored, setStored] = useState<number | null>(null);
  const picking = useCommand();
  const storing = useCommand();
  const pick = (): void =>
    void picking.run(async () => {
      storing.clear();
      const picked = await ask('import.pick', {});
      if (picked.file === null) return;
      setFile(picked.file);
      setStored(null);
    });
  const confirm = (token: string): void =>
    void storing.run(async () => {
      const done = await ask('import.confirm', { token });
      setFile(null);
      setStored(done.stored);
      announce(t('desk.csv.stored', { count: done.stored }), 'now');
    });
  const ready = file !== null && file.bad === 0 && file.total > 0;
  return (
    <Screen
      id="import"
      title={t('desk.csv.title')}
      subtitle={file === null ? t('desk.csv.say') : file.name}
      buttons={
        <>
          <Button onPress={onLeave}>{t('desk.back')}</Button>
          <Button kind={file === null ? 'main' : 'ordinary'} onPress={pick} busy={picking.busy ? t('kit.busy') : null}>
            {stored !== null ? t('desk.csv.another') : file === null ? t('desk.csv.pick') : t('desk.csv.pickOther')}
          </Button>
          {file === null ? null : (
            <Button
              kind="main"
              onPress={() => confirm(file.token)}
              blocked={ready ? null : t('desk.csv.nothing')}
              busy={storing.busy ? t('desk.csv.storing') : null}
            >
              {t('desk.csv.confirm', { count: file.total })}
            </Button>
          )}
        </>
      }
    >
      <div className="stack">
        <ErrorNote error={picking.error ?? storing.error} />
        {stored === null ? null : (
          <Note verdict="good" title={t('desk.csv.stored', { count: stored })}>
            <p>{t('desk.csv.storedNext')}</p>
          </Note>
        )}
        {file === null ? <HowTo /> : <ImportPreview file={file} />}
      </div>
    </Screen>
  );
}

function HowTo(): ReactNode {
  return (
    <Card title={t('desk.csv.columns')} spacing="small">
      <p>{t('desk.csv.columnsWhat', { list: COLUMNS })}</p>
      <p>{t('desk.csv.compartmentWhat')}</p>
    </Card>
  );
}
