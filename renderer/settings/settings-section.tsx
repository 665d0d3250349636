import '../face/rooms.css';
import type { ReactNode } from 'react';
import type { Settings } from '../../shared/contract/view.ts';
import { ask } from '../border/ask.ts';
import { useView } from '../border/use-view.ts';
import { useCommand } from '../hooks/use-command.ts';
import { Card } from '../kit/card.tsx';
import { Checkbox } from '../kit/checkbox.tsx';
import { Choice } from '../kit/choice.tsx';
import { ErrorNote } from '../kit/error-note.tsx';
import { Screen } from '../shell/screen.tsx';
import { t } from '../words/words.ts';
import { CollectorCard } from './collector-card.tsx';
import { HostCard } from './host-card.tsx';
import { StationCard } from './station-card.tsx';
import { VaultCard } from './vault-card.tsx';

const THEMES = ['system', 'light', 'dark', 'contrast'] as const;
const SIZES = [100, 125, 150, 200] as const;
const MOTIONS = ['system', 'reduced'] as const;

/** How it looks and sounds, what this station is called, who receives its log, and what the machine can and cannot do. */
export function SettingsSection(): ReactNode {
  return (
    <Screen id="settings" title={t('settings.title')}>
      <div className="two even">
        <Look />
        <div className="stack">
          <StationCard />
          <CollectorCard />
          <HostCard />
          <VaultCard />
        </div>
      </div>
    </Screen>
  );
}

function Look(): ReactNode {
  const { settings } = useView();
  const act = useCommand();
  const set = (change: Partial<Settings>): void => void act.run(async () => void (await ask('settings.set', change)));
  return (
    <Card title={t('settings.look.title')} spacing="large">
      <ErrorNote error={act.error} />
      <Choice
        label={t('settings.look.theme')}
        value={settings.theme}
        options={THEMES.map((value) => ({ value, label: t(`settings.look.themes.${value}`) }))}
        onChange={(theme) => set({ theme })}
      />
      <Choice
        label={t('settings.look.text')}
        value={`${settings.textPercent}`}
        options={SIZES.map((percent) => ({ value: `${percent}` as const, label: t('settings.look.textPercent', { percent }) }))}
        onChange={(chosen) => {
          const textPercent = SIZES.find((percent) => `${percent}` === chosen);
          if (textPercent !== undefined) set({ textPercent });
        }}
      />
      <Choice
        label={t('settings.look.motion')}
        value={settings.motion}
        options={MOTIONS.map((value) => ({ value, label: t(`settings.look.motions.${value}`) }))}
        onChange={(motion) => set({ motion })}
      />
      <fieldset>
        <legend>{t('settings.look.sound')}</legend>
        <Checkbox checked={settings.sound} onChange={(sound) => set({ sound })} hint={t('settings.look.soundHint')}>
          {t('settings.look.soundOn')}
        </Checkbox>
      </fieldset>
      <p className="quiet">{t('settings.look.kept')}</p>
    </Card>
  );
}
