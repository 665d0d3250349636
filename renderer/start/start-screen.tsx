import '../face/rooms.css';
import './start.css';
import { type ReactNode, useState } from 'react';
import { ask } from '../border/ask.ts';
import { useView } from '../border/use-view.ts';
import { type ScreenCommand, useCommand } from '../hooks/use-command.ts';
import { Button } from '../kit/button.tsx';
import { Card } from '../kit/card.tsx';
import { Checkbox } from '../kit/checkbox.tsx';
import { ErrorNote } from '../kit/error-note.tsx';
import { TextField } from '../kit/text-field.tsx';
import { Screen } from '../shell/screen.tsx';
import { t } from '../words/words.ts';
import { HostNotes } from './host-facts.tsx';
import { Recent } from './recent.tsx';

/** No vault is open: the three doors, what was opened before, and what this machine can do. */
export function StartScreen(): ReactNode {
  const { recent } = useView();
  const act = useCommand();
  const first = recent.length === 0;
  return (
    <Screen id="doors" title={t('doors.title')} over={t('doors.over')} subtitle={t('doors.say')}>
      <div className="stack-l">
        <ErrorNote error={act.error} />
        {first ? null : <Recent act={act} />}
        <div className="doors">
          <PracticeDoor act={act} first={first} />
          <FoundDoor act={act} />
          <OpenDoor act={act} />
        </div>
        <HostNotes />
      </div>
    </Screen>
  );
}

function PracticeDoor({ act, first }: { readonly act: ScreenCommand; readonly first: boolean }): ReactNode {
  return (
    <Card title={t('doors.practice.title')}>
      <p>{t('doors.practice.what')}</p>
      <p className="quiet">{t('doors.practice.marked')}</p>
      <Button
        kind={first ? 'main' : 'ordinary'}
        busy={act.busy ? t('kit.busy') : null}
        onPress={() => void act.run(async () => void (await ask('practice.start', {})))}
      >
        {t('doors.practice.go')}
      </Button>
    </Card>
  );
}

function FoundDoor({ act }: { readonly act: ScreenCommand }): ReactNode {
  const [name, setName] = useState('');
  const [chooseFolder, setChooseFolder] = useState(false);
  const given = name.trim() !== '';
  return (
    <Card title={t('doors.found.title')}>
      <p>
        {t('doors.found.what')} {t('doors.found.leave')}
      </p>
      <TextField label={t('doors.found.name')} hint={t('doors.found.nameHint')} value={name} onChange={setName} maxLength={60} />
      <Checkbox checked={chooseFolder} onChange={setChooseFolder} hint={t('doors.found.folderHint')}>
        {t('doors.found.folder')}
      </Checkbox>
      <Button
        blocked={given ? null : t('founding.name.missing')}
        busy={act.busy ? t('kit.busy') : null}
        onPress={() => void act.run(async () => void (await ask('founding.start', { name: name.trim(), chooseFolder })))}
      >
        {t('doors.found.go')}
      </Button>
    </Card>
  );
}

function OpenDoor({ act }: { readonly act: ScreenCommand }): ReactNode {
  return (
    <Card title={t('doors.open.title')}>
      <p>{t('doors.open.what')}</p>
      <Button
        busy={act.busy ? t('kit.busy') : null}
        onPress={() => void act.run(async () => void (await ask('vault.open', { path: null })))}
      >
        {t('doors.open.go')}
      </Button>
    </Card>
  );
}
