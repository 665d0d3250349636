import type { Cdp } from './cdp.ts';
import type { PipeMessage } from './protocol.ts';

export interface Guest {
  send(message: PipeMessage): void;
  leave(): void;
}

/**
 * A second, independent client on the same pipe, with its own browser session and its own ids: how Playwright joins without a
 * port. `deliver` gets its replies and the events of the sessions that it opened.
 */
export async function admitGuest(cdp: Cdp, deliver: (message: PipeMessage) => void): Promise<Guest> {
  const { sessionId: root } = await cdp.send('Target.attachToBrowserTarget', {});
  const sessions = new Set([root]);
  const outward = ({ sessionId, ...rest }: PipeMessage): PipeMessage =>
    sessionId === undefined || sessionId === root ? rest : { ...rest, sessionId };
  const off = cdp.tap((message) => {
    if (message.sessionId === undefined || !sessions.has(message.sessionId)) return;
    const child = (message.params as { sessionId?: string } | undefined)?.sessionId;
    if (message.method === 'Target.attachedToTarget' && child !== undefined) sessions.add(child);
    if (message.method === 'Target.detachedFromTarget' && child !== undefined) sessions.delete(child);
    deliver(outward(message));
  });
  return {
    send(message) {
      const answered = (reply: PipeMessage): void => deliver(outward({ ...reply, id: message.id ?? 0 }));
      cdp.request({ ...message, sessionId: message.sessionId ?? root }, answered, () => undefined);
    },
    leave() {
      off();
      cdp.post('Target.detachFromTarget', { sessionId: root });
    },
  };
}
