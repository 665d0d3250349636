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
import { say } from '../words/words.ts';
import { HostNotes } from './host-facts.tsx';
import { Recent } from './recent.tsx';

/** No vault is open: the three doors, what was opened before, and what this machine can do. */
export function StartScreen(): ReactNode {
  const { recent } = useView();
  const act = useCommand();
  const first = recent.length === 0;
  return (
    <Screen id="doors" title={say('doors.title')} over={say('doors.over')} say={say('doors.say')}>
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
    <Card title={say('doors.practice.title')}>
      <p>{say('doors.practice.what')}</p>
      <p className="quiet">{say('doors.practice.marked')}</p>
      <Button
        kind={first ? 'main' : 'ordinary'}
        busy={act.busy ? say('kit.busy') : null}
        onPress={() => void act.run(async () => void (await ask('practice.start', {})))}
      >
        {say('doors.practice.go')}
      </Button>
    </Card>
  );
}

function FoundDoor({ act }: { readonly act: ScreenCommand }): ReactNode {
  const [name, setName] = useState('');
  const [chooseFolder, setChooseFolder] = useState(false);
  const given = name.trim() !== '';
  return (
    <Card title={say('doors.found.title')}>
      <p>
        {say('doors.found.what')} {say('doors.found.leave')}
      </p>
      <TextField label={say('doors.found.name')} hint={say('doors.found.nameHint')} value={name} onChange={setName} maxLength={60} />
      <Checkbox checked={chooseFolder} onChange={setChooseFolder} hint={say('doors.found.folderHint')}>
        {say('doors.found.folder')}
      </Checkbox>
      <Button
        blocked={given ? null : say('founding.name.missing')}
        busy={act.busy ? say('kit.busy') : null}
        onPress={() => void act.run(async () => void (await ask('founding.start', { name: name.trim(), chooseFolder })))}
      >
        {say('doors.found.go')}
      </Button>
    </Card>
  );
}

function OpenDoor({ act }: { readonly act: ScreenCommand }): ReactNode {
  return (
    <Card title={say('doors.open.title')}>
      <p>{say('doors.open.what')}</p>
      <Button
        busy={act.busy ? say('kit.busy') : null}
        onPress={() => void act.run(async () => void (await ask('vault.open', { path: null })))}
      >
        {say('doors.open.go')}
      </Button>
    </Card>
  );
}
