/** All words of one language, by area. A second language is a folder beside `en/` of the same shape. */
import { collector } from './en/collector.ts';
import { desk } from './en/desk.ts';
import { doors } from './en/doors.ts';
import { emergency } from './en/emergency.ts';
import { founding } from './en/founding.ts';
import { keys } from './en/keys.ts';
import { kit } from './en/kit.ts';
import { log } from './en/log.ts';
import { members } from './en/members.ts';
import { playbookWords } from './en/playbook.ts';
import { reports } from './en/reports.ts';
import { settingsWords } from './en/settings.ts';
import { shell } from './en/shell.ts';

/** Every sentence of the app in English, by area. */
export const catalogue = {
  shell,
  kit,
  keys,
  emergency,
  doors,
  founding,
  desk,
  playbook: playbookWords,
  members,
  log,
  reports,
  settings: settingsWords,
  collector,
} as const;
