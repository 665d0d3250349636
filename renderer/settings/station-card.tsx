import { type ReactNode, useState } from 'react';
import { Form } from 'react-aria-components/Form';
import { ask } from '../border/ask.ts';
import { useView } from '../border/use-view.ts';
import { useCommand } from '../hooks/use-command.ts';
import { Button } from '../kit/button.tsx';
import { Card } from '../kit/card.tsx';
import { ErrorNote } from '../kit/error-note.tsx';
import { announce } from '../kit/live-region.tsx';
import { TextField } from '../kit/text-field.tsx';
import { t } from '../words/words.ts';

/** What this machine is called in the log. */
export function StationCard(): ReactNode {
  const { station } = useView();
  const act = useCommand();
  const [name, setName] = useState(station.name);
  const changed = name.trim() !== '' && name.trim() !== station.name;
  return (
    <Card title={t('settings.station.title')}>
      <Form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          if (!changed) return;
          void act.run(async () => {
            await ask('station.name', { name: name.trim() });
            announce(t('settings.station.kept', { name: name.trim() }));
          });
        }}
      >
        <TextField
          label={t('settings.station.name')}
          hint={t('settings.station.nameHint')}
          value={name}
          onChange={setName}
          maxLength={60}
        />
        <ErrorNote error={act.error} />
        <div className="row">
          <Button type="submit" onPress={() => {}} blocked={changed ? null : ''} busy={act.busy ? t('kit.busy') : null}>
            {t('settings.station.keep')}
          </Button>
          <p className="small quiet mono">
            {t('settings.station.id')} {station.id}
          </p>
        </div>
      </Form>
    </Card>
  );
}
