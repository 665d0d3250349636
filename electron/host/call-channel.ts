import { type IpcMainInvokeEvent, ipcMain } from 'electron';
import { CHANNELS } from '../../shared/contract/channels.ts';
import type { AppWindow } from './app-window.ts';
import type { Border } from './border.ts';
import type { AnswerCall, Sender } from './call-server.ts';

/** The directives and features whose violations are worth an entry. Styles are not: a refused style reaches nobody. */
const TOLD: ReadonlySet<string> = new Set([
  'base-uri',
  'camera',
  'connect-src',
  'display-capture',
  'fenced-frame-src',
  'font-src',
  'form-action',
  'frame-src',
  'geolocation',
  'img-src',
  'manifest-src',
  'media-src',
  'microphone',
  'object-src',
  'require-trusted-types-for',
  'script-src',
  'script-src-attr',
  'script-src-elem',
  'trusted-types',
  'worker-src',
]);

/** Carries the page's calls to the server, and the browser's own refusals to the border. */
export function serveCalls(window: AppWindow, answer: AnswerCall, border: Border): void {
  ipcMain.handle(CHANNELS.call, (event, name: unknown, input: unknown) => answer(senderOf(event, window), name, input));
  ipcMain.handle(CHANNELS.violation, (event, directive: unknown) => {
    const { isOurWindow, isTopFrame } = senderOf(event, window);
    if (isOurWindow && isTopFrame && typeof directive === 'string' && TOLD.has(directive)) border.refused('policy', directive);
  });
}

function senderOf(event: IpcMainInvokeEvent, window: AppWindow): Sender {
  const frame = event.senderFrame;
  return { origin: frame?.origin ?? null, isTopFrame: frame !== null && frame.parent === null, isOurWindow: window.is(event.sender) };
}
