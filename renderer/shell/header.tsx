import type { ReactNode } from 'react';
import { Button } from 'react-aria-components/Button';
import { useMinute } from '../border/ticker.ts';
import { useView } from '../border/use-view.ts';
import { isUtcHere, localDate, localTime, utcTime } from '../words/time.ts';
import { t } from '../words/words.ts';
import { type Section, useNav } from './section.ts';

const ROOMS = ['board', 'directory', 'playbooks', 'log', 'members', 'reports', 'settings'] as const satisfies readonly Section[];

/** Which vault, which room, what time it is: UTC first. */
export function Header(): ReactNode {
  const view = useView();
  const name = view.vault?.name ?? view.founding?.name ?? '';
  return (
    <header className="top">
      <p className="vault">
        {name === '' ? 'Halligan' : name} {name === '' ? null : <span className="quiet">{kindOf(view)}</span>}
      </p>
      {view.vault === null || view.founding !== null ? null : <Rooms />}
      <Now />
    </header>
  );
}

function kindOf(view: ReturnType<typeof useView>): string {
  if (view.vault === null) return t('shell.founding');
  if (view.vault.kind === 'practice') return t('shell.practiceVault');
  const kind = view.window?.kind ?? view.request?.kind ?? 'emergency';
  return kind === 'emergency' ? t('shell.vault') : t('shell.drillVault');
}

function Rooms(): ReactNode {
  const nav = useNav();
  return (
    <nav aria-label={t('shell.rooms.label')}>
      <ul>
        {ROOMS.map((room) => (
          <li key={room}>
            <Button onPress={() => nav.go(room)} {...currentOf(room, nav.room)}>
              {t(`shell.rooms.${room}`)}
            </Button>
          </li>
        ))}
      </ul>
    </nav>
  );
}

/** The room that it is in, or that the room at hand is a part of. */
function currentOf(room: Section, at: Section): { readonly 'aria-current'?: 'page' | 'true' } {
  if (room === at) return { 'aria-current': 'page' };
  return room === 'settings' && at === 'collector' ? { 'aria-current': 'true' } : {};
}

function Now(): ReactNode {
  const now = useMinute();
  return (
    <p className="now">
      <b>{utcTime(now)}</b>{' '}
      <span className="quiet">
        {isUtcHere(now) ? null : localTime(now)}
        <span className="date">{isUtcHere(now) ? localDate(now) : `, ${localDate(now)}`}</span>
      </span>
    </p>
  );
}
