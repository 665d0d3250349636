import type { Desk } from '../desk/desk.ts';
import type { Rehearsal } from '../founding/rehearsal.ts';
import type { EngineContext } from '../session/context.ts';
import type { EngineEvents } from '../session/events.ts';
import type { CollectorService } from '../sync/collector-service.ts';
import type { TouchRunner } from '../touch/touch-runner.ts';
import type { OpenWindowService } from '../unseal/open-window.ts';
import type { Requests } from '../unseal/requests.ts';
import type { VaultOpener } from '../vault/open-vault.ts';
import type { SnapshotPublisher } from './snapshot-publisher.ts';

/** The consequences of each event: the one list of what one room triggers in another. */
export function eventsOf(
  ctx: EngineContext,
  rooms: {
    readonly publisher: SnapshotPublisher;
    readonly opener: VaultOpener;
    readonly desk: Desk;
    readonly requests: Requests;
    readonly windows: OpenWindowService;
    readonly rehearsal: Rehearsal;
    readonly touches: TouchRunner;
    readonly collectors: CollectorService;
  },
): EngineEvents {
  const { publisher, opener, desk, requests, windows, rehearsal, touches, collectors } = rooms;
  return {
    changed: () => publisher.publishSoon(),
    vaultEntered: () => collectors.begin(),
    vaultClosing: () => {
      collectors.end();
      void touches.drop('key.cancelled').catch(() => undefined);
      windows.seal('quit');
      requests.abortGathering();
      desk.leave();
    },
    windowOpened: () => opener.rememberHead(),
    rehearsed: () => rehearsal.done(),
    strongroomGone: () => {
      windows.seal('strongroom-gone');
      ctx.unasked(() => requests.abortGathering());
      ctx.unasked(() => desk.leave());
      ctx.notice('bad', 'strongroom.gone');
    },
  };
}
