/** Which screen is drawn: a function of the snapshot and of where the person is. Each room has one line here. */
import type { ReactNode } from 'react';
import type { View } from '../shared/contract/view.ts';
import { BoardScreen } from './board/board-screen.tsx';
import { ClosingScreen } from './closing/closing-screen.tsx';
import { CollectorRoom } from './collector/collector-room.tsx';
import { DeclareScreen } from './declare/declare-screen.tsx';
import { DeskRoom } from './desk/desk-room.tsx';
import { FoundingRoom } from './founding/founding-room.tsx';
import { GatheringScreen } from './gathering/gathering-screen.tsx';
import { LogRoom } from './log/log-room.tsx';
import { MembersRoom } from './members/members-room.tsx';
import { OpenedScreen } from './opened/opened-screen.tsx';
import { PlaybookRoom } from './playbook/playbook-room.tsx';
import { ReportsRoom } from './reports/reports-room.tsx';
import { SettingsRoom } from './settings/settings-room.tsx';
import type { Nav } from './shell/section.ts';
import { StartScreen } from './start/start-screen.tsx';

export function screenOf(view: View, nav: Nav): ReactNode {
  if (view.founding !== null && view.request === null && view.window === null) return <FoundingRoom founding={view.founding} />;
  if (view.vault === null && view.founding === null) return <StartScreen />;
  switch (nav.room) {
    case 'board':
      return homeOf(view, nav);
    case 'directory':
      return <DeskRoom />;
    case 'playbooks':
      return <PlaybookRoom />;
    case 'log':
      return <LogRoom />;
    case 'members':
      return <MembersRoom />;
    case 'reports':
      return <ReportsRoom />;
    case 'settings':
      return <SettingsRoom />;
    case 'collector':
      return view.collector === null ? <SettingsRoom /> : <CollectorRoom collector={view.collector} />;
  }
}

/** Home shows whatever the state asks for; while it asks for nothing, what the person chose there. */
function homeOf(view: View, { home }: Nav): ReactNode {
  if (view.window !== null) return <OpenedScreen key={view.window.request} opened={view.window} />;
  if (view.request !== null) return <GatheringScreen request={view.request} />;
  const closing = home.at === 'closing' ? view.closing.find((one) => one.request === home.request) : undefined;
  if (closing !== undefined) return <ClosingScreen key={closing.request} closing={closing} />;
  if (home.at === 'declare') return <DeclareScreen key={home.kind} kind={home.kind} compartment={home.compartment} />;
  return <BoardScreen />;
}
