import { privateFile } from './private-file.ts';
import { Stop } from './stop.ts';

/** A PostgreSQL database. `url` has its password: never printed; `text` is for people. */
export interface DatabaseAddress {
  readonly url: string;
  readonly text: string;
}

/** The database that was asked for: by DATABASE_URL, DATABASE_URL_FILE, or the configuration's file that holds the same; null for SQLite. Throws a `Stop` for another address. */
export function databaseAddress(env: NodeJS.ProcessEnv, file: string | undefined): DatabaseAddress | null {
  const given = env['DATABASE_URL'] ?? '';
  if (given !== '') return parsed(given, 'DATABASE_URL');
  const named = env['DATABASE_URL_FILE'] ?? '';
  const from = named === '' ? file : named;
  return from === undefined ? null : parsed(privateFile(from).trim(), from);
}

function parsed(url: string, from: string): DatabaseAddress {
  const at = URL.parse(url);
  if (at === null || !/^postgres(ql)?:$/.test(at.protocol) || at.pathname.length < 2)
    throw new Stop(`${from} must be like postgres://user:password@host:5432/name, and is not.`);
  const user = at.username === '' ? '' : `${decodeURIComponent(at.username)}@`;
  return { url, text: `PostgreSQL, ${user}${at.host}${at.pathname}` };
}
