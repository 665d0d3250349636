import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect } from 'vitest';
import { logKey } from '../../../core/hash/log-key.ts';
import { nodeTreeHasher, sha256, verifyEd25519 } from '../../../core/hash/node-hash.ts';
import { createVaultFile, openVaultFile, type Stage, type VaultFile } from '../../../core/store/file/vault-file.ts';
import type { LogOptions } from '../../../core/store/log/open-log.ts';
import type { StationLog } from '../../../core/store/log/station-log.ts';
import type { ClockReading, EntryDraft } from '../../../shared/log/leaf/entry-draft.ts';
import { type LogReport, verifyLog } from '../../../shared/log/verify/verify-log.ts';

/** Clocks that stand still until they are set. */
export class SetClock {
  wall = 1_764_034_331_123;
  monoMs = 5_000;
  boot = 'boot-1';
  run = 'run-1';

  readonly read = (): ClockReading => ({ wall: this.wall, monoMs: this.monoMs, boot: this.boot, run: this.run });

  pass(ms: number): void {
    this.wall += ms;
    this.monoMs += ms;
  }
}

export const KEY = logKey(new Uint8Array(32).fill(7));

/** Options of a station that refuses anything odd. The ballast is small: the tests' disks are. */
export function logOptions(change: Partial<LogOptions> = {}): LogOptions {
  return {
    station: 's_test',
    app: '0.1.0',
    key: KEY,
    keyKind: 'file',
    clock: new SetClock().read,
    seen: null,
    onMismatch: 'refuse',
    ballastBytes: 64 * 1024,
    ...change,
  };
}

/** A new vault in this folder, with its log open. */
export function newLog(folder: string, change: Partial<LogOptions> = {}): { readonly file: VaultFile; readonly log: StationLog } {
  const file = newVault(folder);
  return { file, log: file.openLog(logOptions(change)) };
}

export function newVault(folder: string, stage: Stage = 'vault', name = 'test.halligan'): VaultFile {
  return createVaultFile(join(folder, name), { vault: 'v_test', practice: false, stage, now: 1_764_034_331_123 });
}

export const reopen = (path: string, stage: Stage = 'vault'): VaultFile => openVaultFile(path, stage);

/** Runs SQL on a file as an attacker would: with the guards of the log's entries out of the way, and put back afterwards. */
export function editEntries(path: string, sql: string): void {
  const db = new Database(path);
  const guards = db.prepare<[], { name: string; sql: string }>(
    "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = 'entry'",
  );
  const found = guards.all();
  for (const { name } of found) db.exec(`DROP TRIGGER ${name}`);
  db.exec(sql);
  for (const guard of found) db.exec(guard.sql);
  db.close();
}

export const setting = (n: number): EntryDraft => ({ act: 'config.change', out: 'ok', d: { n } });
export const intent = (cer: string): EntryDraft => ({ act: 'vault.unseal', ph: 'intent', cer, d: { need: 3 } });

export function verifyFile(file: VaultFile, origin: string): LogReport {
  return verifyLog(file.entries.evidence(origin), { sha256, tree: nodeTreeHasher, verify: verifyEd25519 });
}

/** The acts of a log, oldest first. */
export function actsOf(file: VaultFile, origin: string): string[] {
  return [...file.entries.newestFirst(origin)]
    .map(({ entry }) => `${entry.act}${entry.ph === 'single' ? '' : ` ${entry.ph} ${entry.out}`}`)
    .reverse();
}

export const code = (name: string): unknown => expect.objectContaining({ code: name });
