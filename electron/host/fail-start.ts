import { app, dialog } from 'electron';

/** The app cannot start: says what to do, in a box where the system has one, and ends with 1. */
export function failStart(error: unknown, userData: string): void {
  dialog.showErrorBox('Halligan cannot start', sentenceOf(error, userData));
  app.exit(1);
}

function sentenceOf(error: unknown, userData: string): string {
  // By code alone: what the stand-in throws is an `AppError` of another bundle.
  switch (error instanceof Error && 'code' in error ? error.code : null) {
    case 'host.no_browser':
      return 'No Chromium, Chrome, Edge or Brave was found. Install one (on Debian: apt-get install chromium), or name it in HALLIGAN_BROWSER.';
    case 'vault.damaged':
      return `This station's own files in ${userData} cannot be read. Put them back from a copy, or move that folder away and start again.`;
    case 'ENOENT':
      return 'Files of the program are missing. Build or install it again.';
    default:
      return 'Something is wrong with the program itself. Start it from a terminal to see where, and install it again.';
  }
}
