import { accessSync, constants, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const PREFIX = 'halligan-rescue-';

/** Preferences that turn off what the browser would do unasked. */
const PREFERENCES = {
  browser: { enable_spellchecking: false, custom_chrome_frame: false },
  credentials_enable_service: false,
  credentials_enable_autosignin: false,
  profile: { password_manager_enabled: false, exit_type: 'Normal' },
  autofill: { profile_enabled: false, credit_card_enabled: false },
  translate: { enabled: false },
  search: { suggest_enabled: false },
  safebrowsing: { enabled: false, enhanced: false },
  dns_prefetching: { enabled: false },
  webrtc: { ip_handling_policy: 'disable_non_proxied_udp' },
};

/** A private folder for one run of the browser, in memory where the system has such a place. */
export interface Profile {
  readonly folder: string;
  /** For the browser's environment: everything that it would write elsewhere comes here too. */
  readonly env: Readonly<Record<string, string>>;
  /** Where the browser keeps its profile. */
  readonly userData: string;
  remove(): void;
}

/** Makes the folder (0700), after removing those that killed runs left behind. */
export function makeProfile(): Profile {
  const root = privateRoot();
  sweep(root);
  const folder = mkdtempSync(join(root, `${PREFIX}${process.pid}-`));
  const inside = (name: string): string => {
    const path = join(folder, name);
    mkdirSync(path, { mode: 0o700, recursive: true });
    return path;
  };
  writeFileSync(join(inside('profile/Default'), 'Preferences'), JSON.stringify(PREFERENCES), { mode: 0o600 });
  return {
    folder,
    userData: join(folder, 'profile'),
    env: {
      TMPDIR: inside('tmp'),
      XDG_CACHE_HOME: inside('cache'),
      CHROME_CONFIG_HOME: inside('config'),
      BREAKPAD_DUMP_LOCATION: inside('dumps'),
    },
    remove() {
      try {
        rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 });
      } catch {
        // The next start sweeps it.
      }
    },
  };
}

function privateRoot(): string {
  for (const folder of [process.env['XDG_RUNTIME_DIR'], '/dev/shm']) {
    if (folder === undefined || folder === '') continue;
    try {
      accessSync(folder, constants.W_OK);
      return folder;
    } catch {
      // Not here: the next one.
    }
  }
  return tmpdir();
}

function sweep(root: string): void {
  for (const name of readdirSync(root)) {
    const owner = name.startsWith(PREFIX) ? Number(name.slice(PREFIX.length).split('-')[0]) : Number.NaN;
    if (!Number.isSafeInteger(owner) || owner <= 0 || isAlive(owner)) continue;
    const path = join(root, name);
    try {
      if (statSync(path).uid === process.getuid?.()) rmSync(path, { recursive: true, force: true, maxRetries: 3 });
    } catch {
      // Another starter was faster.
    }
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
