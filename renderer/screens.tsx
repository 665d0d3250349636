/** Which screen is drawn: a function of the snapshot and of where the person is. Each room has one line here. */
import type { ReactNode } from 'react';
import type { View } from '../shared/contract/view.ts';
import { BoardScreen } from './board/board-screen.tsx';
import { ClosingScreen } from './closing/closing-screen.tsx';
import { CollectorSection } from './collector/collector-section.tsx';
import { DeclareScreen } from './declare/declare-screen.tsx';
import { DeskSection } from './desk/desk-section.tsx';
import { FoundingSection } from './founding/founding-section.tsx';
import { GatheringScreen } from './gathering/gathering-screen.tsx';
import { LogSection } from './log/log-section.tsx';
import { MembersSection } from './members/members-section.tsx';
import { OpenedScreen } from './opened/opened-screen.tsx';
import { PlaybookSection } from './playbook/playbook-section.tsx';
import { ReportsSection } from './reports/reports-section.tsx';
import { SettingsSection } from './settings/settings-section.tsx';
import type { Nav } from './shell/section.ts';
import { StartScreen } from './start/start-screen.tsx';

export function screenOf(view: View, nav: Nav): ReactNode {
  if (view.founding !== null && view.request === null && view.window === null) return <FoundingSection founding={view.founding} />;
  if (view.vault === null && view.founding === null) return <StartScreen />;
  switch (nav.room) {
    case 'board':
      return homeOf(view, nav);
    case 'directory':
      return <DeskSection />;
    case 'playbooks':
      return <PlaybookSection />;
    case 'log':
      return <LogSection />;
    case 'members':
      return <MembersSection />;
    case 'reports':
      return <ReportsSection />;
    case 'settings':
      return <SettingsSection />;
    case 'collector':
      return view.collector === null ? <SettingsSection /> : <CollectorSection collector={view.collector} />;
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
