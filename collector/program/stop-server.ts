import type { Server } from 'node:http';

const LOOK_MS = 25;

/**
 * Takes no new connection, lets what was begun be answered, and cuts what has no answer after `graceMs`: a station that is cut off there
 * goes on from what was taken.
 */
export function stopServer(server: Pick<Server, 'close' | 'closeIdleConnections' | 'closeAllConnections'>, graceMs: number): Promise<void> {
  return new Promise((resolve) => {
    const look = setInterval(() => server.closeIdleConnections(), LOOK_MS);
    const cut = setTimeout(() => server.closeAllConnections(), graceMs);
    server.close(() => {
      clearInterval(look);
      clearTimeout(cut);
      resolve();
    });
    server.closeIdleConnections();
  });
}
