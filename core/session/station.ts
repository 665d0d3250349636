/** This station: its name and log key, what it remembers of each vault, and how its people like the screen. */
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { type Bytes, utf8 } from '../../shared/base/bytes.ts';
import { type RecentView, recentView, type Settings, settings } from '../../shared/contract/view.ts';
import { makeId } from '../../shared/format/ids.ts';
import type { Head } from '../../shared/log/note/checkpoint.ts';
import type { LogKey } from '../hash/log-key.ts';
import { writeAtomically } from '../store/disk/atomic-file.ts';
import type { KeyBox } from '../store/station/key-box.ts';
import { stationLogKey } from '../store/station/log-key-file.ts';
import { readStation, type StationMemory, withSeen, writeStation } from '../store/station/station-file.ts';

const preferences = z.strictObject({ v: z.literal(1), settings, recent: z.array(recentView) });
type Preferences = z.infer<typeof preferences>;

const DEFAULTS: Preferences = { v: 1, settings: { theme: 'system', textPercent: 100, sound: true, motion: 'system' }, recent: [] };
const MOST_RECENT = 8;

/**
 * The files of this station's folder, read once and written at each change. Setters throw `host.file_not_written` when the disk
 * refuses, and the old value is kept then.
 */
export class Station {
  readonly key: LogKey;
  readonly box: KeyBox;
  readonly folder: string;
  #memory: StationMemory;
  #preferences: Preferences;

  private constructor(folder: string, box: KeyBox, key: LogKey, memory: StationMemory, stored: Preferences) {
    this.folder = folder;
    this.box = box;
    this.key = key;
    this.#memory = memory;
    this.#preferences = stored;
  }

  /** Makes the station the first time. Throws `vault.damaged` when its memory or its key cannot be read, `host.file_not_written`. */
  static async open(folder: string, box: KeyBox, random: (length: number) => Bytes): Promise<Station> {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const path = join(folder, 'station.json');
    let memory = readStation(path);
    if (memory === null) {
      memory = { v: 1, id: makeId('station', random), name: hostname().slice(0, 60) || 'Station', seen: {} };
      writeStation(path, memory);
    }
    const key = await stationLogKey(join(folder, 'log.key'), box, random);
    return new Station(folder, box, key, memory, readPreferences(join(folder, 'preferences.json')));
  }

  get id(): string {
    return this.#memory.id;
  }

  get name(): string {
    return this.#memory.name;
  }

  get settings(): Settings {
    return this.#preferences.settings;
  }

  get recent(): readonly RecentView[] {
    return this.#preferences.recent;
  }

  rename(name: string): void {
    this.#remember({ ...this.#memory, name });
  }

  /** The highest head and charter of this vault that this station ever saw. */
  seen(vault: string): { readonly head: Head | null; readonly charter: number } {
    return this.#memory.seen[vault] ?? { head: null, charter: 0 };
  }

  /** An anchor outside the vault file (T5, T6 in docs/threats.md). */
  saw(vault: string, head: Head, charter: number): void {
    this.#remember(withSeen(this.#memory, vault, { head, charter }));
  }

  set(change: Partial<Settings>): void {
    this.#keep({ ...this.#preferences, settings: { ...this.#preferences.settings, ...change } });
  }

  opened(recent: RecentView): void {
    const others = this.#preferences.recent.filter(({ path }) => path !== recent.path);
    this.#keep({ ...this.#preferences, recent: [recent, ...others].slice(0, MOST_RECENT) });
  }

  /** A founding's draft that is gone or has become a vault. */
  forgot(path: string): void {
    this.#keep({ ...this.#preferences, recent: this.#preferences.recent.filter((one) => one.path !== path) });
  }

  #remember(memory: StationMemory): void {
    writeStation(join(this.folder, 'station.json'), memory);
    this.#memory = memory;
  }

  #keep(stored: Preferences): void {
    writeAtomically(join(this.folder, 'preferences.json'), utf8(JSON.stringify(stored)));
    this.#preferences = stored;
  }
}

/** Preferences prove nothing, so unreadable ones are replaced by the defaults. */
function readPreferences(path: string): Preferences {
  if (!existsSync(path)) return DEFAULTS;
  try {
    return preferences.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch {
    return DEFAULTS;
  }
}
