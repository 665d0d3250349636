import { app, dialog } from 'electron';

/** The app cannot start: says why, in a box where the system has one, and ends. */
export function failStart(sentence: string): void {
  dialog.showErrorBox('Halligan cannot start', sentence);
  app.exit(1);
}
