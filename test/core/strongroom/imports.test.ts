import { truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { plainField } from '../../../core/strongroom/credentials.ts';
import { Imports } from '../../../core/strongroom/imports.ts';
import { importKey } from '../../../shared/domain/import-rows.ts';
import { makeId } from '../../../shared/format/ids.ts';
import { tempFolder } from '../../harness/base/temp-folder.ts';
import { at } from '../../harness/format/sample-vault.ts';
import { SampleStrongroom } from '../../harness/strongroom/sample-strongroom.ts';
import { refused } from '../../harness/world/refusal.ts';

const OTPAUTH = 'otpauth://totp/x?secret=JBSWY3DPEHPK3PXP';
const temp = tempFolder();
const folder = temp.path;
afterAll(() => temp[Symbol.dispose]());

let made: SampleStrongroom;
let room: SampleStrongroom;
let imports: Imports;
let member: string;
beforeAll(async () => {
  made = await SampleStrongroom.make();
});
beforeEach(async () => {
  room = made.again();
  member = await room.sit(0);
  imports = new Imports(room.state);
});

const later = <T>(act: () => T): Promise<T> => Promise.resolve().then(act);

async function read(text: string | Uint8Array, taken: readonly string[] = []) {
  const path = join(folder, 'in.csv');
  writeFileSync(path, text);
  const compartments = [{ id: room.compartment().id, name: 'Network' }];
  return imports.read({ path, compartments, defaultCompartment: null, taken });
}

const ids = (count: number): string[] => Array.from({ length: count }, () => makeId('credential', room.sample.random));
const seal = (token: string, count: number) => later(() => imports.seal({ token, member, at: 1_764_034_331_123, ids: ids(count) }));

const TWO = 'title,system,compartment,username,password\nAdministrator,Core routers,Network,root,pass-1\nConsole,DNS,Network,ops,pass-2\n';

describe('a CSV file', () => {
  it('is sealed row by row, and opens again with its compartment', async () => {
    const { token, rows } = await read(TWO);
    expect(rows.map(({ line, title, kind, problems }) => [line, title, kind, problems])).toEqual([
      [2, 'Administrator', 'login', []],
      [3, 'Console', 'login', []],
    ]);
    const sealed = await seal(token, 2);
    expect(sealed.rows.map(({ title, fields }) => [title.system, fields])).toEqual([
      ['Core routers', ['username', 'password']],
      ['DNS', ['username', 'password']],
    ]);
    room.openCompartment();
    const values = sealed.rows.map(({ stored }) => plainField(room.state, { stored, field: 'password' }).value);
    expect(values).toEqual(['pass-1', 'pass-2']);
  });

  it('shows nothing secret in its preview', async () => {
    const file = await read(`title,compartment,password,notes,otpauth\nA,Network,pass-1,my note,${OTPAUTH}\nB,Nowhere,pass-2,other,x`);
    expect(JSON.stringify(file)).not.toMatch(/pass-|my note|other|JBSWY/);
  });

  it('is read with semicolons, with a byte order mark, and with lines in quotes', async () => {
    const text = '\uFEFFtitle;compartment;password;notes\n"A";Network;"pass\n1";"line 1\nline 2"\n\nB;Network;x;\nC;Cellar;x;\n';
    const { rows, columns } = await read(text);
    expect(columns[0]).toBe('title');
    expect(rows.map(({ line, problems }) => [line, problems.map(({ code }) => code)])).toEqual([
      [2, []],
      [6, []],
      [7, ['deposit.unknown_compartment']],
    ]);
  });

  it('names the columns that it leaves out', async () => {
    expect((await read('title,color,compartment,password\nA,red,Network,x')).leftOut).toEqual(['color']);
  });

  it.each<[string, string | Uint8Array, Parameters<typeof refused>[1], Record<string, unknown>]>([
    ['that is empty', '', 'import.no_header', {}],
    ['of blank lines', '\n\n\n', 'import.no_header', {}],
    ['that is not UTF-8', Uint8Array.of(0x74, 0xff, 0xfe), 'import.unreadable', {}],
    ['with a quote that never closes', 'title,password\na,b\n"never closed', 'import.unreadable', {}],
    ['with text after a quote', 'title,password\n"a"b,c', 'import.unreadable', { line: 2 }],
    ['without titles', 'user,password\nx,y', 'import.column_missing', { column: 'title' }],
    ['without secrets', 'title,color\nx,red', 'import.column_missing', { column: 'password' }],
    ['of a header alone', 'title,password\n', 'import.empty', {}],
    ['whose rows are blank', 'title,password\n , \n,\n', 'import.empty', {}],
  ])('%s is refused', (_, text, refusal, detail) => refused(read(text), refusal, detail));

  it('that is not there, or is larger than 32 MiB, is refused', async () => {
    const settings = { compartments: [], defaultCompartment: null, taken: [] };
    await refused(imports.read({ ...settings, path: join(folder, 'gone.csv') }), 'import.unreadable');
    await refused(imports.read({ ...settings, path: folder }), 'import.unreadable');
    const path = join(folder, 'large.csv');
    writeFileSync(path, '');
    truncateSync(path, 32 * 1024 * 1024 + 1);
    await refused(imports.read({ ...settings, path }), 'import.unreadable', { size: 32 * 1024 * 1024 + 1 });
  });

  it('is refused without the line that it quotes', async () => {
    const error = await read('title,password\n"CANARY"x,CANARY').catch((thrown: unknown) => thrown);
    expect([(error as Error).cause, (error as Error).message.includes('CANARY')]).toEqual([undefined, false]);
  });
});

describe('the rows of a file', () => {
  it.each<[string, string, string]>([
    ['has no title', ',Switch,Network,root,x,,', 'deposit.field_missing'],
    ['names no compartment', 'A,Switch,,root,x,,', 'deposit.unknown_compartment'],
    ['names an unknown compartment', 'A,Switch,Cellar,root,x,,', 'deposit.unknown_compartment'],
    ['has no secret', 'A,Switch,Network,root,,,', 'import.no_secret'],
    ['has a code that counts', 'A,Switch,Network,root,x,otpauth://hotp/x?counter=1,', 'deposit.bad_otpauth'],
    ['is too short', 'A,Switch,Network', 'import.ragged_row'],
    ['is too long', 'A,Switch,Network,root,x,,,,', 'import.ragged_row'],
    ['is of an unknown kind', 'A,Switch,Network,root,x,,banana', 'import.unknown_kind'],
    ['is a file', 'A,Switch,Network,root,x,,file', 'import.unknown_kind'],
    ['is there already', 'Taken,Switch,Network,root,x,,', 'import.duplicate_row'],
    ['was in the file before', 'Good,Switch,Network,root,y,,', 'import.duplicate_row'],
  ])('one that %s is named by its line, and keeps all from being stored', async (_, row, refusal) => {
    const header = 'title,system,compartment,username,password,otpauth,kind';
    const taken = [importKey(room.compartment().id, 'Switch', 'Taken')];
    const { token, rows } = await read(`${header}\nGood,Switch,Network,root,x,,\n${row}\n`, taken);
    expect(at(rows, 0)).toMatchObject({ line: 2, problems: [] });
    expect([at(rows, 1).line, at(rows, 1).problems.map(({ code }) => code)]).toEqual([3, expect.arrayContaining([refusal])]);
    await refused(seal(token, 2), 'import.has_errors');
  });
});

describe('the sealing of a file', () => {
  it.each(['', 'i0', 'i2', '__proto__'])('is refused for the token %j', async (token) => {
    await read(TWO);
    await refused(seal(token, 2), 'import.stale');
  });

  it('is refused when none was read, when another was read since, and a second time', async () => {
    await refused(seal('i1', 2), 'import.stale');
    const { token: old } = await read(TWO);
    const { token } = await read(TWO);
    await refused(seal(old, 2), 'import.stale');
    await seal(token, 2);
    await refused(seal(token, 2), 'import.stale');
  });

  it('is not spoilt by a file after it that cannot be read', async () => {
    const { token } = await read(TWO);
    await refused(read('title,password\n'), 'import.empty');
    expect((await seal(token, 2)).rows).toHaveLength(2);
  });

  it('stores nothing when it has an id too few, or when nobody is at the desk', async () => {
    const { token } = await read(TWO);
    await refused(seal(token, 1), 'import.has_errors');
    room.state.desk.clear();
    await refused(seal(token, 2), 'desk.closed');
    await room.sit(0);
    expect((await seal(token, 2)).rows).toHaveLength(2);
  });
});
