import type { EngineContext } from './context.ts';
import type { Session } from './session.ts';

/** Begins to read the directory, which a key has opened; the screens fill as it comes. */
export function showTitles(ctx: EngineContext, session: Session): void {
  const titles = session.layOutTitles();
  void titles.read(ctx.strongroom(), () => ctx.changed()).catch(() => ctx.ports.report('the directory could not be read'));
}
