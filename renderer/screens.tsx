/** Which screen is drawn: a function of the snapshot and of where the person is. Each room has one line here. */
import type { ReactNode } from 'react';
import type { View } from '../shared/contract/view.ts';
import { BoardScreen } from './board/board-screen.tsx';
import { DeclareScreen } from './declare/declare-screen.tsx';
import { GatheringScreen } from './gathering/gathering-screen.tsx';
import type { Nav } from './shell/room.ts';
import { Screen } from './shell/screen.tsx';

export function screenOf(view: View, nav: Nav): ReactNode {
  if (view.vault !== null && nav.room === 'board') return homeOf(view, nav);
  return <Screen id={nav.room}>{null}</Screen>;
}

/** Home shows whatever the state asks for; while it asks for nothing, what the person chose there. */
function homeOf(view: View, { home }: Nav): ReactNode {
  if (view.request !== null) return <GatheringScreen request={view.request} />;
  if (home.at === 'declare') return <DeclareScreen key={home.kind} kind={home.kind} compartment={home.compartment} />;
  return <BoardScreen />;
}
