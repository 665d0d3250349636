import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { programPath } from '../../build/setup/programs.mjs';
import { entryPath, type KeePassDatabase, keePassDatabases, PASSWORD } from './keepass-database.ts';
import { type Figure, figure } from './measure/figure.ts';
import { sampleEntry, spread } from './measure/sample-entry.ts';

/** Where `keepassxc-cli` is; null where it is not. */
export function keePassCli(): string | null {
  return programPath('keepassxc-cli');
}

export interface KeePassFigure {
  readonly size: number;
  readonly figure: Figure;
}

/** Equal databases of all sizes, and how long `keepassxc-cli show -s -a password DB ENTRY` takes, from its start to its end. */
export class KeePassBench {
  readonly #cli: string;
  readonly #rounds: number;
  readonly #folder = mkdtempSync(join(tmpdir(), 'halligan-keepass-'));
  readonly #databases: readonly (KeePassDatabase & { readonly size: number; readonly times: number[] })[];

  constructor(cli: string, sizes: readonly number[], rounds: number) {
    this.#cli = cli;
    this.#rounds = rounds;
    this.#databases = sizes.flatMap((size) => keePassDatabases(cli, this.#folder, size).map((made) => ({ ...made, size, times: [] })));
  }

  /** Once each, another entry every round, the password on standard input. Throws when it shows another password than the entry's. */
  round(round: number): void {
    for (const { path, size, times } of this.#databases) {
      const entry = sampleEntry(spread(this.#rounds, size)[round] ?? 0);
      const args = ['show', '-q', '-s', '-a', 'password', path, entryPath(entry)];
      const start = performance.now();
      const shown = spawnSync(this.#cli, args, { input: `${PASSWORD}\n`, encoding: 'utf8' });
      times.push(performance.now() - start);
      if (shown.stdout.trim() !== entry.password) throw new Error(`keepassxc-cli show: ${shown.stdout}${shown.stderr}`);
    }
  }

  figures(): readonly KeePassFigure[] {
    return this.#databases.map(({ size, kdf, times }) => {
      return { size, figure: figure(`keepassxc-cli shows one entry of ${size.toLocaleString('en')} (${kdf})`, 'ms', times) };
    });
  }

  close(): void {
    rmSync(this.#folder, { recursive: true });
  }
}
