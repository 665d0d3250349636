import { clipboard } from 'electron';
import type { ClipboardPort } from '../../core/session/ports.ts';
import { AppError } from '../../shared/base/app-error.ts';

let last: Promise<unknown> = Promise.resolve();

/** One act after the other, so that a clearing cannot overtake what it should clear. */
function inTurn(act: () => Promise<void>): Promise<void> {
  const turn = last.then(act);
  last = turn.catch(() => undefined);
  return turn;
}

/** The system's clipboard. When to clear it is for the engine to say. */
export const systemClipboard: ClipboardPort = {
  write: (text) =>
    inTurn(async () => {
      try {
        await clipboard.writeText(text);
      } catch (cause) {
        throw new AppError('host.clipboard_failed', 'the clipboard did not take the text', { cause });
      }
    }),
  clear: (text) =>
    inTurn(async () => {
      try {
        if ((await clipboard.readText()) === text) await clipboard.writeText('');
      } catch (cause) {
        throw new AppError('host.clipboard_failed', 'the clipboard could not be emptied', { cause });
      }
    }),
};

/** Resolves when everything asked of the clipboard so far is done: before the app ends. */
export async function clipboardSettled(): Promise<void> {
  await last;
}
