import { execFile } from 'node:child_process';
import { AppError } from '../shared/base/app-error.ts';
import { openPage } from './browser-window.ts';

/** Programs that print the system's clipboard. Without one, we assume that it still holds what we put there last. */
const READERS: readonly (readonly [program: string, ...args: string[]])[] =
  process.platform === 'darwin'
    ? [['pbpaste']]
    : [
        ['wl-paste', '--no-newline', '--type', 'text/plain'],
        ['xclip', '-selection', 'clipboard', '-out'],
        ['xsel', '--clipboard', '--output'],
      ];

/** Runs in the isolated world: the text reaches the clipboard without ever being in the document, where the page could read it. */
const COPY = `function (text) {
  const fill = (event) => {
    event.stopImmediatePropagation();
    event.preventDefault();
    event.clipboardData.setData('text/plain', text);
  };
  window.addEventListener('copy', fill, { capture: true, once: true });
  const done = document.execCommand('copy');
  window.removeEventListener('copy', fill, true);
  return done;
}`;

let written = '';

export const clipboard: Pick<Electron.Clipboard, 'readText' | 'writeText'> = {
  readText: async () => {
    for (const [program, ...args] of READERS) {
      const text = await outputOf(program, args);
      if (text !== null) return text;
    }
    return written;
  },
  writeText: async (text) => {
    const { value } = await openPage().run(COPY, [text]);
    if (value !== true) throw new AppError('host.clipboard_failed', 'the browser did not copy');
    written = text;
  },
};

/** What `program` prints; null when it is not there, fails, or takes longer than a second. */
function outputOf(program: string, args: readonly string[]): Promise<string | null> {
  return new Promise((resolve) => {
    execFile(program, args, { timeout: 1000 }, (error, stdout) => resolve(error === null ? stdout : null));
  });
}
