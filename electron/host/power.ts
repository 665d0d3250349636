import { powerMonitor } from 'electron';
import { type SessionSign, watchLogind } from './logind.ts';

/** Tells of what must seal an open window: the machine goes to sleep, the screen is locked, the machine shuts down. */
export function watchPower(onSign: (sign: SessionSign | 'quit') => void): void {
  powerMonitor.on('suspend', () => onSign('sleep'));
  powerMonitor.on('lock-screen', () => onSign('screen-lock'));
  powerMonitor.on('shutdown', () => onSign('quit'));
  watchLogind(onSign);
}
