type Listener = (event: Electron.IpcMainInvokeEvent, ...args: unknown[]) => unknown;

const listeners = new Map<string, Listener>();

export const ipcMain: Pick<Electron.IpcMain, 'handle'> = {
  handle: (channel, listener) => {
    if (listeners.has(channel)) throw new Error(`'${channel}' has a handler already`);
    listeners.set(channel, listener as Listener);
  },
};

/** What the app answers to a call of its window. Throws where nothing handles `channel`. */
export async function answerInvoke(channel: string, event: Electron.IpcMainInvokeEvent, args: readonly unknown[]): Promise<unknown> {
  const listener = listeners.get(channel);
  if (listener === undefined) throw new Error(`no handler registered for '${channel}'`);
  return listener(event, ...args);
}
