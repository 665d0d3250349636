import { closeSync, mkdirSync, openSync, rmSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { Stop, systemCode } from './stop.ts';

/** The default data folder: the one that systemd provides, else the one for the user's own data. */
export function defaultDataFolder(env: NodeJS.ProcessEnv): string {
  const given = env['STATE_DIRECTORY']?.split(':')[0] ?? '';
  if (given !== '') return given;
  const data = env['XDG_DATA_HOME'] ?? '';
  return join(data === '' ? join(homedir(), '.local/share') : data, 'halligan-collector');
}

/** The folder, created with mode 0700 if it does not exist. Throws a `Stop` when it is not writable, or when other users can read it. */
export function dataFolder(path: string): string {
  const folder = resolve(path);
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const probe = join(folder, `.probe-${process.pid}`);
    closeSync(openSync(probe, 'wx', 0o600));
    rmSync(probe);
  } catch (error) {
    throw new Stop(`The data folder ${folder} cannot be written (${systemCode(error)}): name another with --data, or change its owner.`);
  }
  if (process.platform !== 'win32' && (statSync(folder).mode & 0o077) !== 0)
    throw new Stop(`Others on this machine may look into the data folder ${folder}: run \`chmod 700 ${folder}\`.`);
  return folder;
}
