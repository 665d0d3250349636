import { useEffect } from 'react';
import type { Settings } from '../../shared/contract/view.ts';

/** Puts theme, text size and motion on the page. */
export function useSettings(settings: Settings | null): void {
  useEffect(() => {
    if (settings === null) return;
    const { dataset } = document.documentElement;
    if (settings.theme === 'system') delete dataset['theme'];
    else dataset['theme'] = settings.theme;
    dataset['text'] = String(settings.textPercent);
    if (settings.motion === 'reduced') dataset['motion'] = 'reduced';
    else delete dataset['motion'];
  }, [settings]);
}
