/** The vault engine: the rooms, put together, behind the calls of the contract. Plain Node; its host gives the ports. */
import { cryptoReady } from '../../shared/crypto/ready.ts';
import { closingHandlers } from '../closing/closing-handlers.ts';
import { Closings } from '../closing/closings.ts';
import { Deposits } from '../desk/deposits.ts';
import { Desk } from '../desk/desk.ts';
import { deskHandlers } from '../desk/desk-handlers.ts';
import { foundingHandlers } from '../founding/founding-handlers.ts';
import { Foundings } from '../founding/foundings.ts';
import { Rehearsal } from '../founding/rehearsal.ts';
import { Practice } from '../practice/practice.ts';
import { practiceHandlers } from '../practice/practice-handlers.ts';
import { recordHandlers } from '../record/record-handlers.ts';
import { Records } from '../record/records.ts';
import { CallQueue } from '../session/call-queue.ts';
import { EngineContext } from '../session/context.ts';
import type { EnginePorts } from '../session/ports.ts';
import { Station } from '../session/station.ts';
import { CollectorService } from '../sync/collector-service.ts';
import { syncHandlers } from '../sync/sync-handlers.ts';
import { touchHandlers } from '../touch/touch-handlers.ts';
import { TouchRunner } from '../touch/touch-runner.ts';
import { OpenWindowService } from '../unseal/open-window.ts';
import { Requests } from '../unseal/requests.ts';
import { unsealHandlers } from '../unseal/unseal-handlers.ts';
import { Uses } from '../unseal/uses.ts';
import { VaultOpener } from '../vault/open-vault.ts';
import { vaultHandlers } from '../vault/vault-handlers.ts';
import { appHandlers } from './app-handlers.ts';
import type { Engine } from './engine.ts';
import { eventsOf } from './events.ts';
import { openKeys } from './open-keys.ts';
import { SnapshotBuilder } from './snapshot.ts';
import { SnapshotPublisher } from './snapshot-publisher.ts';
import { touchFlows } from './touch-flows.ts';

const TICK_MS = 250;

/** Throws `vault.damaged` when the station's own memory or log key cannot be read. */
export async function createEngine(ports: EnginePorts): Promise<Engine> {
  await cryptoReady();
  const ctx = new EngineContext(ports, await Station.open(ports.userData, ports.keyBox, ports.random));
  const queue = new CallQueue();

  const opener = new VaultOpener(ctx);
  const desk = new Desk(ctx);
  const deposits = new Deposits(ctx, desk);
  const requests = new Requests(ctx, desk);
  const windows = new OpenWindowService(ctx, requests);
  const uses = new Uses(ctx, windows);
  const closings = new Closings(ctx);
  const records = new Records(ctx);
  const collectors = new CollectorService(ctx);
  const foundings = new Foundings(ctx, opener);
  const rehearsal = new Rehearsal(ctx, foundings, requests);
  const touches = new TouchRunner(openKeys(ctx, touchFlows(ctx, { desk, deposits, foundings, requests, windows, closings })));
  const practice = new Practice(ctx, { opener, foundings, deposits, touches });
  const snapshots = new SnapshotBuilder(ctx, closings, records, collectors);
  const publisher = new SnapshotPublisher(() => snapshots.build());

  ctx.listen(eventsOf(ctx, { publisher, opener, desk, requests, windows, rehearsal, touches, collectors }));
  const stopTicking = (ports.every ?? everyMs)(TICK_MS, () => {
    for (const room of [requests, windows, desk, collectors]) ctx.unasked(() => room.tick());
  });

  return {
    handlers: {
      ...appHandlers(ctx, queue, { snapshots, windows, desk }),
      ...vaultHandlers(ctx, queue, opener),
      ...foundingHandlers(queue, { foundings, rehearsal, opener }),
      ...practiceHandlers(queue, practice),
      ...touchHandlers(ctx, queue, touches),
      ...deskHandlers(queue, { desk, deposits }),
      ...unsealHandlers(ctx, queue, { requests, windows, uses, rememberHead: () => opener.rememberHead() }),
      ...closingHandlers(queue, closings),
      ...recordHandlers(queue, records),
      ...syncHandlers(collectors),
    },
    onView: (listener) => publisher.onView(listener),
    view: () => snapshots.build(),
    seal: (reason) => {
      windows.seal(reason);
      ctx.unasked(() => desk.leave());
      opener.rememberHead();
    },
    refused: (kind, what, more) => ctx.noteRefusal({ kind, what, more }),
    stop: () => {
      stopTicking();
      publisher.stop();
      opener.close();
    },
    get strongroomPid() {
      return ctx.strongroomPid;
    },
  };
}

function everyMs(ms: number, work: () => void): () => void {
  const timer = setInterval(work, ms);
  return () => clearInterval(timer);
}
