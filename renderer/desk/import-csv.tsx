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
import { say } from '../words/words.ts';
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
      announce(say('desk.csv.stored', { count: done.stored }), 'now');
    });
  const ready = file !== null && file.bad === 0 && file.total > 0;
  return (
    <Screen
      id="import"
      title={say('desk.csv.title')}
      say={file === null ? say('desk.csv.say') : file.name}
      acts={
        <>
          <Button onPress={onLeave}>{say('desk.back')}</Button>
          <Button kind={file === null ? 'main' : 'ordinary'} onPress={pick} busy={picking.busy ? say('kit.busy') : null}>
            {stored !== null ? say('desk.csv.another') : file === null ? say('desk.csv.pick') : say('desk.csv.pickOther')}
          </Button>
          {file === null ? null : (
            <Button
              kind="main"
              onPress={() => confirm(file.token)}
              blocked={ready ? null : say('desk.csv.nothing')}
              busy={storing.busy ? say('desk.csv.storing') : null}
            >
              {say('desk.csv.confirm', { count: file.total })}
            </Button>
          )}
        </>
      }
    >
      <div className="stack">
        <ErrorNote error={picking.error ?? storing.error} />
        {stored === null ? null : (
          <Note verdict="good" title={say('desk.csv.stored', { count: stored })}>
            <p>{say('desk.csv.storedNext')}</p>
          </Note>
        )}
        {file === null ? <HowTo /> : <ImportPreview file={file} />}
      </div>
    </Screen>
  );
}

function HowTo(): ReactNode {
  return (
    <Card title={say('desk.csv.columns')} spacing="small">
      <p>{say('desk.csv.columnsWhat', { list: COLUMNS })}</p>
      <p>{say('desk.csv.compartmentWhat')}</p>
    </Card>
  );
}
