import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { programPath } from '../../build/setup/programs.mjs';
import { type Figure, figure } from './figure.ts';
import { entryPath, keePassDatabases, PASSWORD } from './keepass-database.ts';
import { sampleEntry, spread } from './sample-entry.ts';

/** Where `keepassxc-cli` is; null where it is not. */
export function keePassCli(): string | null {
  return programPath('keepassxc-cli');
}

export interface KeePassFigure {
  readonly size: number;
  readonly kdf: string;
  readonly figure: Figure;
}

/**
 * `keepassxc-cli show -s -a password DB ENTRY`, from its start to its end, the password on its standard input: the databases take
 * turns. Throws when it shows another password than the entry's.
 */
export function measureKeePass(cli: string, sizes: readonly number[], rounds: number): readonly KeePassFigure[] {
  const folder = mkdtempSync(join(tmpdir(), 'halligan-keepass-'));
  try {
    const databases = sizes.flatMap((size) =>
      keePassDatabases(cli, folder, size).map((made) => ({ ...made, size, times: [] as number[] })),
    );
    for (let round = 0; round < rounds; round++) {
      for (const { path, size, times } of databases) {
        const entry = sampleEntry(spread(rounds, size)[round] ?? 0);
        const start = performance.now();
        const shown = spawnSync(cli, ['show', '-q', '-s', '-a', 'password', path, entryPath(entry)], {
          input: `${PASSWORD}\n`,
          encoding: 'utf8',
        });
        times.push(performance.now() - start);
        if (shown.stdout.trim() !== entry.password) throw new Error(`keepassxc-cli show: ${shown.stdout}${shown.stderr}`);
      }
    }
    return databases.map(({ size, kdf, times }) => {
      return { size, kdf, figure: figure(`keepassxc-cli shows one entry of ${size.toLocaleString('en')} (${kdf})`, 'ms', times) };
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
}
