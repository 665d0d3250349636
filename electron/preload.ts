/** The page's only way out: a frozen object with two functions. What may be asked is main's to say. */
import { contextBridge, ipcRenderer } from 'electron';
import { CHANNELS } from '../shared/contract/channels.ts';
import type { HalliganBridge } from '../shared/contract/handlers.ts';

const bridge: HalliganBridge = {
  call: (name, input) => ipcRenderer.invoke(CHANNELS.call, name, input),
  on: (name, listener) => {
    const hear = (_event: unknown, event: unknown, value: Parameters<typeof listener>[0]): void => {
      if (event === name) listener(value);
    };
    ipcRenderer.on(CHANNELS.event, hear);
    return () => {
      ipcRenderer.off(CHANNELS.event, hear);
    };
  },
};
contextBridge.exposeInMainWorld('halligan', bridge);

// What the browser refuses by the page's policies never reaches main, which has to log it.
document.addEventListener('securitypolicyviolation', (event) => {
  if (event.isTrusted) void ipcRenderer.invoke(CHANNELS.violation, event.effectiveDirective);
});
