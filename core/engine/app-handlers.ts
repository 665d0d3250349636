import type { Handlers } from '../../shared/contract/handlers.ts';
import type { Desk } from '../desk/desk.ts';
import { atOnce, type CallQueue } from '../session/call-queue.ts';
import type { EngineContext } from '../session/context.ts';
import type { OpenWindowService } from '../unseal/open-window.ts';
import type { SnapshotBuilder } from './snapshot.ts';

type AppCall = Extract<keyof Handlers, `app.${string}`> | 'settings.set' | 'station.name';

/** The calls of the app itself: its screen, its settings, its station. */
export function appHandlers(
  ctx: EngineContext,
  queue: CallQueue,
  { snapshots, windows, desk }: { readonly snapshots: SnapshotBuilder; readonly windows: OpenWindowService; readonly desk: Desk },
): Pick<Handlers, AppCall> {
  return {
    'app.view': () => snapshots.build(),
    'app.painted': () => ({}),
    'app.noteActivity': atOnce(() => {
      windows.noteActivity();
      desk.noteActivity();
    }),
    'app.dismiss': atOnce(({ notice }) => ctx.dismiss(notice)),
    'app.camera': atOnce(({ gate }) => ctx.ports.camera[gate]()),
    'app.quit': atOnce(() => ctx.ports.quit()),
    'settings.set': atOnce((change) => {
      // Only what was named is changed: an absent setting stays as it is.
      ctx.station.set(Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined)));
      ctx.changed();
    }),
    'station.name': queue.quietly(({ name }) => {
      ctx.station.rename(name.trim());
      ctx.session?.write([{ act: 'config.change', out: 'ok', say: { station: name.trim() } }]);
      ctx.changed();
    }),
  };
}
