import { clipboard } from 'electron';
import type { ClipboardPort } from '../../core/services/ports.ts';
import { AppError } from '../../shared/base/app-error.ts';

/** The system's clipboard. When to clear it is for the engine to say. */
export const systemClipboard: ClipboardPort = {
  async write(text) {
    try {
      await clipboard.writeText(text);
    } catch (cause) {
      throw new AppError('host.clipboard_failed', 'the clipboard did not take the text', { cause });
    }
  },
  async clear(text) {
    try {
      if ((await clipboard.readText()) === text) await clipboard.writeText('');
    } catch (cause) {
      throw new AppError('host.clipboard_failed', 'the clipboard could not be emptied', { cause });
    }
  },
};
