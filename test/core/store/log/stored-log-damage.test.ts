import { copyFileSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, test, vi } from 'vitest';
import { sha256 } from '../../../../core/hash/node-hash.ts';
import type { VaultFile } from '../../../../core/store/file/vault-file.ts';
import { readStoredLog } from '../../../../core/store/log/stored-log.ts';
import { headText } from '../../../../core/store/tables/head-table.ts';
import { logTables } from '../../../../core/store/tables/log-tables.ts';
import { Sql } from '../../../../core/store/tables/sql.ts';
import { isAppError } from '../../../../shared/base/app-error.ts';
import { signCheckpoint } from '../../../../shared/log/note/checkpoint.ts';
import { noteKey } from '../../../../shared/log/note/vkey.ts';
import { QUICK_PLACE, tempFolder } from '../../../harness/base/temp-folder.ts';
import { code, KEY, logOptions, newLog, newVault, reopen, setting, verifyFile } from '../../../harness/log/test-vault.ts';

// Thousands of files, one after another: minutes on a machine that is busy.
vi.setConfig({ testTimeout: 300_000 });

const CONTENT = Uint8Array.from({ length: 300 }, (_, i) => i & 255);

interface Sample {
  readonly origin: string;
  readonly size: number;
}

/** A small vault with something in it, as it lies on the disk while it is open: with its write-ahead log, or without. */
function sampleAt(path: string, folder: string, wal: 'in the file' | 'in the WAL'): Sample {
  const commits = wal === 'in the file' ? 20 : 4;
  const file = newVault(folder, 'vault', 'sample.halligan');
  const log = file.openLog(logOptions());
  for (let n = 0; n < commits; n++) log.commit({ entries: [{ ...setting(n), say: { title: `Title ${n}` } }] });
  log.commit({
    entries: [{ act: 'deposit.store', out: 'ok' }],
    change: (tx) =>
      tx.credentials.add({
        id: 'x_1',
        version: 1,
        compartment: 'k_1',
        kind: 'login',
        depositor: 'm_1',
        depositedAt: 1,
        size: 10,
        sealed: CONTENT,
        signature: CONTENT,
        chunks: [CONTENT],
      }),
  });
  if (wal === 'in the file') file.close();
  copyFileSync(file.path, path);
  if (wal === 'in the WAL') {
    copyFileSync(`${file.path}-wal`, `${path}-wal`);
    file.close();
  }
  return { origin: log.origin, size: log.size };
}

type Outcome = 'refused' | 'tampered' | 'other row' | 'shorter' | 'whole';

/** Opens a harmed file and reads everything. Anything but a coded refusal comes out as an error of the test. */
function outcomeOf(path: string, { origin, size }: Sample): Outcome {
  let file: VaultFile | null = null;
  try {
    file = reopen(path);
    const log = file.openLog(logOptions());
    const report = verifyFile(file, origin);
    if (report.verdict === 'tampered') return 'tampered';
    const credential = file.read.credentials.get('x_1');
    const chunks = [...file.read.credentials.chunks('x_1', 1)];
    if (log.size < size) return 'shorter';
    const same = (bytes: Uint8Array | undefined) => Buffer.compare(bytes ?? new Uint8Array(), CONTENT) === 0;
    return same(credential?.sealed) && same(credential?.signature) && same(chunks[0]) ? 'whole' : 'other row';
  } catch (error) {
    if (!isAppError(error)) throw error;
    return 'refused';
  } finally {
    file?.close();
  }
}

function clean(path: string): void {
  for (const end of ['', '-wal', '-ballast']) rmSync(`${path}${end}`, { force: true });
}

describe('a damaged file', () => {
  // I3. A sample of the bytes here; the fault suite takes each of them.
  test('is refused, or loses only what was damaged: a bit flipped anywhere', () => {
    using folder = tempFolder(QUICK_PLACE);
    const path = join(folder.path, 'harmed.halligan');
    const sample = sampleAt(path, folder.path, 'in the file');
    const bytes = readFileSync(path);
    const outcomes = new Map<Outcome, number>();
    for (let at = 0; at < bytes.length; at += at < 4_096 ? 11 : 509) {
      clean(path);
      const harmed = Buffer.from(bytes);
      harmed[at] = (harmed[at] ?? 0) ^ (1 << (at % 8));
      writeFileSync(path, harmed);
      const outcome = outcomeOf(path, sample);
      outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
      expect(outcome, `byte ${at}`).not.toBe('shorter');
    }
    expect(outcomes.get('refused')).toBeGreaterThan(20);
    expect(outcomes.get('whole')).toBeGreaterThan(2); // unused room in pages
  });

  test('is refused at every length but its own', () => {
    using folder = tempFolder(QUICK_PLACE);
    const path = join(folder.path, 'harmed.halligan');
    const sample = sampleAt(path, folder.path, 'in the file');
    const bytes = readFileSync(path);
    for (let length = 0; length < bytes.length; length += 512) {
      clean(path);
      writeFileSync(path, bytes.subarray(0, length));
      expect(outcomeOf(path, sample), `${length} bytes`).toBe('refused');
    }
  });

  test('whose log was edited under the guards is not continued', () => {
    using folder = tempFolder(QUICK_PLACE);
    const path = join(folder.path, 'harmed.halligan');
    sampleAt(path, folder.path, 'in the file');
    const bytes = readFileSync(path);
    const at = bytes.indexOf('"n":7');
    bytes.write('8', at + 4);
    writeFileSync(path, bytes);
    const file = reopen(path);
    expect(() => file.openLog(logOptions())).toThrow(code('log.tampered'));
    const log = file.openLog(logOptions({ onMismatch: 'begin-anew' }));
    expect(log.origin).toMatch(/\/2$/);
    expect(verifyFile(file, log.origin).verdict).toBe('proven');
    expect(verifyFile(file, 'halligan.localhost/v_test/s_test/1')).toMatchObject({
      verdict: 'tampered',
      firstBad: { seq: 8, code: 'log.entry_changed' },
    });
    file.close();
  });
});

describe('a log with the parts of another', () => {
  const refusedAfter = (sql: (log: { origin: string }) => string): void => {
    using folder = tempFolder(QUICK_PLACE);
    const { file, log } = newLog(folder.path);
    log.commit({ entries: [setting(1)] });
    file.close();
    const db = new Database(file.path);
    for (const trigger of ['entry_is_frozen', 'entry_is_kept']) db.exec(`DROP TRIGGER ${trigger}`);
    db.exec(sql(log));
    db.close();
    const tables = logTables(new Sql(file.path));
    const [row] = tables.logs.all();
    if (row === undefined) throw new Error('the log was begun');
    expect(() => readStoredLog(tables, row, null)).toThrow(code('log.tampered'));
  };

  test('is not continued: a leaf hash, an entry, the head, the tree', () => {
    refusedAfter(() => 'UPDATE entry SET lh = zeroblob(32) WHERE seq = 0');
    refusedAfter(() => 'DELETE FROM entry WHERE seq = 1');
    refusedAfter(() => 'DELETE FROM entry');
    refusedAfter(() => 'UPDATE entry SET head = NULL');
    refusedAfter(() => 'UPDATE entry SET head = CASE seq WHEN 0 THEN (SELECT head FROM entry WHERE seq = 1) END');
    refusedAfter(() => 'UPDATE entry SET head = substr(head, 2)');
    refusedAfter(() => "UPDATE entry SET head = replace(head, ' ', '')");
    refusedAfter(() => 'UPDATE entry SET head = head || head');
    refusedAfter(() => `INSERT INTO entry (place, log, seq, leaf, lh) SELECT place + 1, log, seq + 1, leaf, lh FROM entry WHERE seq = 1`);
    refusedAfter(() => "UPDATE log SET origin = origin || '1'");
  });

  test('is not continued: a head that the station itself signed over other entries', () => {
    const root = 'ab'.repeat(32);
    refusedAfter(({ origin }) => {
      const signer = { key: noteKey(origin, KEY.publicKey, sha256), sign: KEY.sign };
      return `UPDATE entry SET head = '${headText(signCheckpoint({ origin, size: 2, root }, signer))}' WHERE seq = 1`;
    });
  });
});

describe('T4: a damaged write-ahead log', () => {
  test('gives a clean and provable beginning of the log, which what was seen finds too short', () => {
    using folder = tempFolder(QUICK_PLACE);
    const path = join(folder.path, 'harmed.halligan');
    const kept = join(folder.path, 'kept');
    const sample = sampleAt(path, folder.path, 'in the WAL');
    copyFileSync(path, kept);
    copyFileSync(`${path}-wal`, `${kept}-wal`);
    const whole = reopen(path);
    const seen = whole.openLog(logOptions()).head();
    whole.close();

    const wal = readFileSync(`${kept}-wal`);
    let shorter = 0;
    for (let at = 0; at < wal.length; at += 512) {
      for (const harm of ['flip', 'cut', 'zero'] as const) {
        clean(path);
        copyFileSync(kept, path);
        const harmed = Buffer.from(wal);
        if (harm === 'flip') harmed[at] = (harmed[at] ?? 0) ^ 1;
        if (harm === 'zero') harmed.fill(0, at, Math.min(at + 512, wal.length));
        writeFileSync(`${path}-wal`, harmed);
        if (harm === 'cut') truncateSync(`${path}-wal`, at);
        const file = reopen(path);
        const size = sizeOf(file, sample.origin);
        if (size === sample.size) expect(file.openLog(logOptions({ seen })).size).toBe(size);
        else {
          shorter++;
          expect(() => file.openLog(logOptions({ seen })), `${harm} at ${at}`).toThrow(code('log.rollback'));
          if (size > 0) expect(verifyFile(file, sample.origin)).toMatchObject({ verdict: 'proven', entries: size });
        }
        file.close();
      }
    }
    expect(shorter).toBeGreaterThan(wal.length / 512);
  });
});

function sizeOf(file: VaultFile, origin: string): number {
  return file.entries.logs().some((log) => log.origin === origin) ? [...file.entries.newestFirst(origin)].length : 0;
}
