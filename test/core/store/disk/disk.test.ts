import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { writeAtomically } from '../../../../core/store/disk/atomic-file.ts';
import { Ballast } from '../../../../core/store/disk/ballast.ts';
import { fileError } from '../../../../core/store/disk/file-error.ts';
import { FileIdentity } from '../../../../core/store/disk/file-identity.ts';
import { sqliteCode } from '../../../../core/store/disk/store-error.ts';
import { Sql } from '../../../../core/store/tables/sql.ts';
import { utf8 } from '../../../../shared/base/bytes.ts';
import { tempFolder } from '../../../harness/base/temp-folder.ts';
import { code } from '../../../harness/log/test-vault.ts';

describe('a file that is replaced as a whole', () => {
  it('is the new one, for its owner alone, with nothing beside it', () => {
    using folder = tempFolder();
    const path = join(folder.path, 'station.json');
    for (const text of ['one', 'two']) writeAtomically(path, utf8(text));
    expect([readFileSync(path, 'utf8'), statSync(path).mode & 0o777, readdirSync(folder.path)]).toEqual(['two', 0o600, ['station.json']]);
  });

  it('takes the place of what a crash left unfinished, whoever may read that', () => {
    using folder = tempFolder();
    const path = join(folder.path, 'station.json');
    writeFileSync(`${path}.new`, 'half', { mode: 0o644 });
    chmodSync(`${path}.new`, 0o644);
    writeAtomically(path, utf8('whole'));
    expect([readFileSync(path, 'utf8'), statSync(path).mode & 0o777]).toEqual(['whole', 0o600]);
  });

  it.each([
    ['into a folder that is not there', (path: string) => rmSync(join(path, '..'), { recursive: true })],
    [
      'over a folder',
      (path: string) => {
        rmSync(path);
        mkdirSync(path);
      },
    ],
    ['past a folder where its unfinished form goes', (path: string) => mkdirSync(`${path}.new`)],
  ])('is refused %s, and the old one is still there if it was', (_, spoil) => {
    using folder = tempFolder();
    const path = join(folder.path, 'here', 'station.json');
    mkdirSync(join(folder.path, 'here'));
    writeFileSync(path, 'old');
    spoil(path);
    const before = existsSync(path) && statSync(path).isFile();
    expect(() => writeAtomically(path, utf8('new'))).toThrow(code('host.file_not_written'));
    expect(existsSync(path) && statSync(path).isFile() ? readFileSync(path, 'utf8') : null).toBe(before ? 'old' : null);
  });
});

describe('the ballast', () => {
  it('is noise of its size, laid once, and laid again when it is short', () => {
    using folder = tempFolder();
    const ballast = new Ballast(join(folder.path, 'v'), 1_000_000);
    const path = join(folder.path, 'v-ballast');
    expect(ballast.lay()).toBe(true);
    const first = readFileSync(path);
    expect([first.length, new Set(first).size, statSync(path).mode & 0o777]).toEqual([1_000_000, 256, 0o600]);
    expect([ballast.lay(), readFileSync(path).equals(first)]).toEqual([true, true]);
    writeFileSync(path, 'short');
    expect([ballast.lay(), statSync(path).size]).toEqual([true, 1_000_000]);
    ballast.drop();
    ballast.drop();
    expect(existsSync(path)).toBe(false);
  });

  it('is not laid where it cannot be', () => {
    using folder = tempFolder();
    expect(new Ballast(join(folder.path, 'gone', 'v'), 10).lay()).toBe(false);
    mkdirSync(join(folder.path, 'v-ballast'));
    const ballast = new Ballast(join(folder.path, 'v'), 10);
    expect(ballast.lay()).toBe(false);
    expect(() => ballast.drop()).not.toThrow();
  });
});

describe('the identity of an open file', () => {
  it.each<[string, (path: string) => void, boolean]>([
    ['written to', (path) => writeFileSync(path, 'more'), true],
    ['given a write-ahead log', (path) => writeFileSync(`${path}-wal`, 'w'), true],
    ['deleted', (path) => rmSync(path), false],
    ['moved', (path) => renameSync(path, `${path}.away`), false],
    [
      'replaced by the same bytes',
      (path) => {
        writeFileSync(`${path}.copy`, readFileSync(path));
        renameSync(`${path}.copy`, path);
      },
      false,
    ],
  ])('is seen when it is %s', (_, change, same) => {
    using folder = tempFolder();
    const path = join(folder.path, 'v');
    writeFileSync(path, 'vault');
    const identity = new FileIdentity(path);
    identity.check();
    change(path);
    if (same) expect(() => identity.check()).not.toThrow();
    else expect(() => identity.check()).toThrow(code('log.moved'));
  });

  it('is that of its write-ahead log too, from when there is one', () => {
    using folder = tempFolder();
    const path = join(folder.path, 'v');
    writeFileSync(path, 'vault');
    const identity = new FileIdentity(path);
    writeFileSync(`${path}-wal`, 'w');
    identity.check();
    rmSync(`${path}-wal`);
    expect(() => identity.check()).toThrow(code('log.moved'));
  });
});

describe('what the disk refuses', () => {
  const system = (name: string) => Object.assign(new Error(name), { code: name });

  it.each([
    ['ENOENT', 'vault.not_found'],
    ['EACCES', 'vault.read_only'],
    ['EPERM', 'vault.read_only'],
    ['EROFS', 'vault.read_only'],
    ['ENOSPC', 'vault.disk_full'],
  ])('%s is %s', (name, ours) => expect(fileError(system(name))).toEqual(code(ours)));

  it('comes back as it is where it means nothing to a person', () => {
    for (const error of [system('EMFILE'), new TypeError('a bug'), 'text', null]) expect(fileError(error)).toBe(error);
  });
});

describe('what SQLite refuses', () => {
  it('is said in our codes, with its own kept as the cause', () => {
    using folder = tempFolder();
    const path = join(folder.path, 'v');
    expect(() => new Sql(path)).toThrow(code('vault.not_found'));
    writeFileSync(path, 'no database at all, and long enough to be read as the head of one'.repeat(20));
    let thrown: unknown = null;
    try {
      new Sql(path).pragma('user_version');
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toEqual(code('vault.not_a_vault'));
    expect(sqliteCode(thrown)).toBe('SQLITE_NOTADB');
    expect([sqliteCode(new Error('x')), sqliteCode(null)]).toEqual([null, null]);
  });
});
