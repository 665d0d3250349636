import { EventEmitter } from 'node:events';

/** A gap between two ticks that no busy machine explains: it slept. Milliseconds. */
const ASLEEP_MS = 30_000;
const TICK_MS = 5000;

const events = new EventEmitter();
let before = Date.now();

setInterval(() => {
  const now = Date.now();
  if (now - before > ASLEEP_MS) events.emit('suspend');
  before = now;
}, TICK_MS).unref();

/** Notices sleep after the fact, by the clock. electron/host listens to what Linux announces beforehand, on both hosts. */
export const powerMonitor: Pick<Electron.PowerMonitor, 'on'> = events as unknown as Electron.PowerMonitor; // one overload an event, see app.ts
