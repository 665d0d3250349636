import { type ReactNode, useEffect, useState, useSyncExternalStore } from 'react';
import { ask } from './border/ask.ts';
import { SnapshotContext, useView } from './border/use-view.ts';
import { type Snapshot, ViewStore } from './border/view-store.ts';
import { LiveRegion } from './kit/live-region.tsx';
import { OpenedPlaceContext, useOpenedPlaceState } from './opened/opened-place.ts';
import { screenOf } from './screens.tsx';
import { ActivityContext, useActivity } from './shell/activity.ts';
import { Footer } from './shell/footer.tsx';
import { Gone, Starting } from './shell/gone.tsx';
import { Header } from './shell/header.tsx';
import { useKeptFocus } from './shell/keep-focus.ts';
import { LeaveSheet } from './shell/leave-sheet.tsx';
import { useSealKey } from './shell/seal.ts';
import { NavContext } from './shell/section.ts';
import { useNavState } from './shell/use-nav-state.ts';
import { useSettings } from './shell/use-settings.ts';
import { useSounds } from './shell/use-sounds.ts';

/** The window: whatever main's last snapshot says. */
export function App(): ReactNode {
  const [store] = useState(() => new ViewStore());
  useEffect(() => store.start(), [store]);
  const seen = useSyncExternalStore(store.subscribe, store.get);
  useSettings(seen.state === 'here' ? seen.snapshot.view.settings : null);
  return (
    <>
      {seen.state === 'here' ? <Here snapshot={seen.snapshot} /> : seen.state === 'gone' ? <Gone /> : <Starting />}
      <LiveRegion />
    </>
  );
}

function Here({ snapshot }: { readonly snapshot: Snapshot }): ReactNode {
  return (
    <SnapshotContext value={snapshot}>
      <Frame />
    </SnapshotContext>
  );
}

function Frame(): ReactNode {
  const view = useView();
  const { nav, leaving } = useNavState(view);
  const opened = useOpenedPlaceState(view.window?.request ?? null);
  const toldAt = useActivity();
  useSealKey();
  useKeptFocus();
  useSounds();
  useEffect(() => {
    // For the engine's own measure of its start; nothing follows from it.
    requestAnimationFrame(() => void ask('app.painted', {}).catch(() => {}));
  }, []);
  return (
    <NavContext value={nav}>
      <ActivityContext value={toldAt}>
        <div className="app">
          <Header />
          <OpenedPlaceContext value={opened}>{screenOf(view, nav)}</OpenedPlaceContext>
          <Footer />
        </div>
        {leaving === null ? null : <LeaveSheet onStay={leaving.stay} onLeave={leaving.go} />}
      </ActivityContext>
    </NavContext>
  );
}
