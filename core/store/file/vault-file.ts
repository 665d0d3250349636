import { closeSync, fsyncSync, openSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { AppError, isAppError } from '../../../shared/base/app-error.ts';
import type { Instant } from '../../../shared/base/instant.ts';
import { fileError } from '../disk/file-error.ts';
import { FileIdentity } from '../disk/file-identity.ts';
import { syncFolder } from '../disk/sync-folder.ts';
import { type LogOptions, openLog } from '../log/open-log.ts';
import type { StationLog, VaultChange } from '../log/station-log.ts';
import { StoredEntries } from '../log/stored-entries.ts';
import type { CollectorNote } from '../tables/collector-table.ts';
import { type LogTables, logTables } from '../tables/log-tables.ts';
import { Sql } from '../tables/sql.ts';
import { type VaultReads, type VaultTables, vaultTables } from '../tables/vault-tables.ts';
import { checkSchema, migrate, SCHEMA_VERSION } from './schema.ts';
import { setPragmas, takeExclusively } from './vault-pragmas.ts';

/** A draft is a founding that is not complete; it is never called a vault. */
export type Stage = 'draft' | 'vault';

/** `application_id`: "HALD" and "HALG". */
const APPLICATION_IDS: Readonly<Record<Stage, number>> = { draft: 0x48414c44, vault: 0x48414c47 };

/** What a new file says of itself from the start. */
export interface NewVaultFile {
  readonly vault: string;
  readonly practice: boolean;
  readonly stage: Stage;
  readonly now: Instant;
}

/**
 * Makes a file and opens it. A crash leaves either no file or a whole one. Throws `vault.exists` when something is there,
 * `vault.not_found` without the folder, `vault.read_only`, `vault.disk_full`.
 */
export function createVaultFile(path: string, { vault, practice, stage, now }: NewVaultFile): VaultFile {
  if (statSync(path, { throwIfNoEntry: false }) !== undefined) throw new AppError('vault.exists', 'there is a file of this name');
  const unfinished = `${path}.new`;
  try {
    clear(unfinished);
    closeSync(openSync(unfinished, 'wx', 0o600));
    const sql = new Sql(unfinished);
    try {
      takeExclusively(sql);
      setPragmas(sql);
      migrate(sql, 0);
      sql.transaction(() => {
        const { meta } = vaultTables(sql);
        meta.put('vault', vault);
        meta.put('practice', practice ? 'yes' : 'no');
        meta.put('created_at', String(now));
        setStage(sql, vaultTables(sql), stage);
      });
    } finally {
      sql.close();
    }
    syncFile(unfinished);
    renameSync(unfinished, path);
    syncFolder(dirname(path));
  } catch (error) {
    clear(unfinished);
    throw fileError(error);
  }
  return openVaultFile(path, stage);
}

/**
 * Opens a file for this process alone, after looking it over: pragmas read back, structure, tables. Throws
 * `vault.not_found`, `vault.not_a_vault`, `vault.half_founded` (a draft was opened as a vault), `vault.newer_version`,
 * `vault.damaged`, `vault.in_use`, `vault.read_only`. Nothing in the file is believed yet: charters, credentials and log
 * are verified when they are read.
 */
export function openVaultFile(path: string, stage: Stage): VaultFile {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found === undefined) throw new AppError('vault.not_found', 'there is no such file');
  if (!found.isFile()) throw new AppError('vault.not_a_vault', 'not a file');
  let sql: Sql | null = null;
  try {
    sql = new Sql(path);
    takeExclusively(sql);
    checkKind(sql, stage);
    setPragmas(sql);
    sql.transaction(() => undefined);
    checkStructure(sql);
    const version = sql.pragma('user_version') as number; // a pragma of SQLite's own header: always an integer
    if (version < SCHEMA_VERSION) migrate(sql, version);
    checkSchema(sql);
    return new VaultFile(path, stage, sql);
  } catch (error) {
    sql?.close();
    throw isAppError(error, 'vault.not_found') ? new AppError('vault.read_only', 'the file may not be opened', { cause: error }) : error;
  }
}

/** Larger files are not read whole at every opening: 64 MiB. */
const CHECK_WHOLE_UP_TO_PAGES = 16_384;

/**
 * Throws `vault.damaged`. In a large file the audit log's entries are left out: their structure shows when they are read,
 * and what they hold is bound by the signed head.
 */
function checkStructure(sql: Sql): void {
  const whole = (sql.pragma('page_count') as number) <= CHECK_WHOLE_UP_TO_PAGES; // a count is always an integer
  const tables = sql.prepare<[], { name: string }>("SELECT name FROM sqlite_schema WHERE type = 'table' AND name <> 'entry'");
  const parts = whole ? ['1'] : tables.all().map(({ name }) => `"${name.replaceAll('"', '""')}"`);
  for (const part of parts) {
    if (sql.pragma(`quick_check(${part})`) !== 'ok') throw new AppError('vault.damaged', 'the structure of the file is damaged');
  }
}

function checkKind(sql: Sql, stage: Stage): void {
  const id = sql.pragma('application_id');
  if (stage === 'vault' && id === APPLICATION_IDS.draft) throw new AppError('vault.half_founded', 'this founding is not complete');
  if (id !== APPLICATION_IDS[stage]) throw new AppError('vault.not_a_vault', 'a file of something else');
  const version = sql.pragma('user_version');
  if (typeof version !== 'number' || version < 1) throw new AppError('vault.damaged', 'the file has no version');
  if (version > SCHEMA_VERSION) throw new AppError('vault.newer_version', `a file of version ${version}`, { detail: { version } });
}

function setStage(sql: Sql, { meta }: VaultTables, stage: Stage): void {
  meta.put('stage', stage);
  sql.pragma(`application_id = ${APPLICATION_IDS[stage]}`);
}

/** One vault file, or one founding's draft, held by this process alone. */
export class VaultFile {
  readonly path: string;
  readonly vault: string;
  readonly practice: boolean;
  readonly read: VaultReads;
  readonly entries: StoredEntries;
  readonly #sql: Sql;
  readonly #tables: VaultTables;
  readonly #logTables: LogTables;
  readonly #identity: FileIdentity;

  constructor(path: string, stage: Stage, sql: Sql) {
    this.path = path;
    this.#sql = sql;
    this.#tables = vaultTables(sql);
    this.#logTables = logTables(sql);
    this.#identity = new FileIdentity(path);
    this.read = this.#tables;
    this.entries = new StoredEntries(this.#logTables);
    const vault = this.#tables.meta.get('vault');
    const practice = this.#tables.meta.get('practice');
    if (vault === null || (practice !== 'yes' && practice !== 'no') || this.#tables.meta.get('stage') !== stage) {
      throw new AppError('vault.damaged', 'the file does not say whose it is');
    }
    this.vault = vault;
    this.practice = practice === 'yes';
  }

  get stage(): Stage {
    return this.#tables.meta.get('stage') === 'vault' ? 'vault' : 'draft';
  }

  /** This station's log in this file; see `LogOptions`. */
  openLog(options: LogOptions): StationLog {
    const { path, vault, practice } = this;
    const change: VaultChange = { ...this.#tables, becomeVault: () => setStage(this.#sql, this.#tables, 'vault') };
    const transaction = <T>(work: () => T): T => this.#sql.transaction(work);
    return openLog({ path, vault, practice, transaction, change, tables: this.#logTables, identity: this.#identity }, options);
  }

  /** Stores what was typed into a step of the founding, without a log entry. Throws `founding.none` once it is a vault, `log.moved`. */
  saveDraft(step: string, json: string): void {
    this.#identity.check();
    this.#sql.transaction(() => {
      if (this.stage !== 'draft') throw new AppError('founding.none', 'no founding is under way in this file');
      this.#tables.drafts.put(step, json);
    });
  }

  /** Stores the state of the exchange with this log's collector, without a log entry. Throws `log.moved`. */
  noteCollector(origin: string, note: CollectorNote): void {
    this.#identity.check();
    this.#sql.transaction(() => this.#tables.collectors.note(origin, note));
  }

  /** Afterwards the file is one file, without a WAL beside it. */
  close(): void {
    this.#sql.close();
  }
}

function syncFile(path: string): void {
  const file = openSync(path, 'r+');
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

function clear(path: string): void {
  for (const end of ['', '-wal', '-journal']) rmSync(`${path}${end}`, { force: true });
}
