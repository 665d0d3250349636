import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { checkRooms } from '../../build/rooms/check.ts';
import { roomTable } from '../../build/rooms.ts';

const table = { ...roomTable, minimumModules: 3 };
const sound: Record<string, string> = {
  'shared/base/bytes.ts': 'export const bytes = 1;',
  'shared/crypto/hash.ts': "import { sha256 } from '@noble/hashes/sha2.js';\nexport const hash = sha256;",
  'shared/domain/rule.ts': "import { bytes } from '../base/bytes.ts';\nexport const rule = bytes;",
  'shared/log/tree/hash.ts': 'export type TreeHash = string;\nexport const treeHash = 1;',
  'shared/log/leaf/entry.ts': 'export interface Entry { seq: number }\nexport const entry = 1;',
  'shared/contract/log-row.ts': "import type { Entry } from '../log/leaf/entry.ts';\nexport type View = Entry;",
  'core/store/tables/file.ts': "import Database from 'better-sqlite3';\nexport const file = Database;",
  'core/store/log/engine.ts': "import { file } from '../tables/file.ts';\nexport const engine = file;",
  'renderer/app.tsx': "import { useState } from 'react';\nimport './app.css';\nexport const App = () => <p>{useState(0)[0]}</p>;",
  'renderer/app.css': 'p { color: red }',
  'renderer/keys/touch.ts': 'export const get = () => navigator.credentials.get();',
  'test/domain/rule.test.ts': "import { it } from 'vitest';\nimport { file } from '../../core/store/tables/file.ts';\nit('x', () => file);",
};

let root = '';
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'halligan-rooms-'));
  for (const [path, text] of Object.entries(sound)) plant(path, text);
});
afterEach(() => rmSync(root, { recursive: true }));

function plant(path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

describe('a tree that keeps the table', () => {
  it('has no findings', () => {
    expect(checkRooms(root, table)).toMatchObject({ modules: 11, findings: [] });
  });
});

describe('a planted violation is named with its file, its line and what is allowed', () => {
  const cases: readonly (readonly [what: string, path: string, text: string, finding: RegExp])[] = [
    [
      'the wrong room',
      'shared/domain/bad.ts',
      "\nimport { hash } from '../crypto/hash.ts';\nexport const bad = hash;",
      /^shared\/domain\/bad\.ts:2 imports shared\/crypto\/hash\.ts: shared\/domain may import only shared\/base, and shared\/crypto is not among them\.$/,
    ],
    ['a room that may import nothing', 'shared/base/bad.ts', "export { rule } from '../domain/rule.ts';", /may import no other room/],
    [
      'a type alone',
      'renderer/bad.ts',
      "import type { file } from '../core/store/tables/file.ts';\nexport type Bad = typeof file;",
      /renderer may import only/,
    ],
    [
      'an inline import type',
      'renderer/bad.ts',
      "export type Bad = typeof import('../core/store/tables/file.ts');",
      /renderer may import only/,
    ],
    [
      'a value where only types are allowed',
      'shared/log/leaf/bad.ts',
      "import { treeHash } from '../tree/hash.ts';\nexport const bad = treeHash;",
      /only name the types of shared\/log\/tree/,
    ],
    [
      'types marked one by one, which still load the module',
      'shared/log/leaf/bad.ts',
      "import { type TreeHash } from '../tree/hash.ts';\nexport type Bad = TreeHash;",
      /only name the types of shared\/log\/tree/,
    ],
    [
      'a dynamic import',
      'rescue/bad.ts',
      "export const bad = () => import('../core/store/tables/file.ts');",
      /rescue may import only shared\/base/,
    ],
    [
      'a require',
      'rescue/bad.ts',
      "import { createRequire } from 'node:module';\nconst require = createRequire(import.meta.url);\nexport const bad = require('../core/store/tables/file.ts');",
      /rescue\/bad\.ts:3 imports core\/store/,
    ],
    ['a re-export of everything', 'rescue/bad.ts', "export * from '../core/store/tables/file.ts';", /rescue may import only/],
    [
      'a worker named by URL',
      'renderer/bad.ts',
      "export const bad = new Worker(new URL('../core/store/tables/file.ts', import.meta.url));",
      /renderer may import only/,
    ],
    [
      'a file of another room by its query',
      'renderer/bad.ts',
      "import text from '../core/store/tables/file.ts?raw';\nexport const bad = text;",
      /renderer may import only/,
    ],
    ['a name made at run time', 'core/vault/bad.ts', 'export const bad = (name: string) => import(name);', /made at run time/],
    [
      'the strongroom reading the store',
      'core/strongroom/bad.ts',
      "import { file } from '../store/tables/file.ts';\nexport const bad = file;",
      /core\/strongroom may import only/,
    ],
    [
      'a test imported by the product',
      'core/store/disk/bad.ts',
      "import '../../../test/domain/rule.test.ts';",
      /core\/store\/disk may import only/,
    ],
    [
      'a second door to SQLite',
      'core/vault/bad.ts',
      "import Database from 'better-sqlite3';\nexport const bad = Database;",
      /imports better-sqlite3, whose only door is core\/store\/disk, core\/store\/tables, collector\/store, collector\/program\./,
    ],
    [
      'a second door to libsodium',
      'shared/format/bad.ts',
      "import type sodium from 'libsodium-wrappers';\nexport type Bad = typeof sodium;",
      /whose only door is shared\/crypto/,
    ],
    [
      'electron outside its folder',
      'electron/bad.ts',
      "import { app } from 'electron';\nexport const bad = app;",
      /whose only door is electron\/host, electron\/preload\.ts/,
    ],
    [
      'the value of electron where its types are allowed',
      'rescue/bad.ts',
      "import { app } from 'electron';\nexport const bad = app;",
      /only its types may be named/,
    ],
    [
      'a package that no line names',
      'core/vault/bad.ts',
      "import leftPad from 'left-pad';\nexport const bad = leftPad;",
      /no package of build\/rooms\.ts/,
    ],
    [
      'a path alias',
      'renderer/bad.ts',
      "import { file } from '@/core/store/tables/file.ts';\nexport const bad = file;",
      /aliases are not used here/,
    ],
    [
      'an alias of package.json',
      'renderer/bad.ts',
      "import { file } from '#store';\nexport const bad = file;",
      /aliases are not used here/,
    ],
    [
      'an absolute path',
      'renderer/bad.ts',
      "import { file } from '/core/store/tables/file.ts';\nexport const bad = file;",
      /aliases are not used here/,
    ],
    [
      'Node in shared',
      'shared/base/bad.ts',
      "import { readFileSync } from 'node:fs';\nexport const bad = readFileSync;",
      /shared\/base runs where Node is not/,
    ],
    [
      'Node under its bare name',
      'core/store/disk/bad.ts',
      "import { readFileSync } from 'fs';\nexport const bad = readFileSync;",
      /write 'node:fs'/,
    ],
    ['a file that is not there', 'core/store/disk/bad.ts', "import { gone } from './gone';\nexport const bad = gone;", /does not exist/],
    ['a file outside the project', 'core/store/disk/bad.ts', "import '../../../../secret.ts';", /outside the project/],
    ['a folder without a room', 'utils/bad.ts', 'export const bad = 1;', /^utils\/bad\.ts lies in no room/],
    [
      'security keys outside their file',
      'renderer/bad.ts',
      'export const bad = () => window.navigator.credentials.get();',
      /uses navigator\.credentials, whose one door is renderer\/keys/,
    ],
    [
      'security keys by their quoted name',
      'renderer/bad.ts',
      "export const bad = () => navigator?.['credentials'].get();",
      /uses navigator\.credentials/,
    ],
    [
      'security keys taken apart',
      'renderer/bad.ts',
      'const { credentials } = navigator;\nexport const bad = credentials;',
      /uses navigator\.credentials/,
    ],
  ];
  for (const [what, path, text, finding] of cases) {
    it(what, () => {
      plant(path, text);
      expect(checkRooms(root, table).findings).toEqual([expect.stringMatching(finding)]);
    });
  }

  it('a cycle, through types too', () => {
    plant('shared/domain/one.ts', "import { two } from './two.ts';\nexport const one = two;");
    plant('shared/domain/two.ts', "import type { three } from './three.ts';\nexport const two: typeof three = 1;");
    plant('shared/domain/three.ts', "export { one as three } from './one.ts';");
    expect(checkRooms(root, table).findings).toEqual([
      'These files import each other in a circle: shared/domain/one.ts → shared/domain/three.ts → shared/domain/two.ts → shared/domain/one.ts.',
    ]);
  });

  it('a file that imports itself', () => {
    plant('shared/domain/one.ts', "import './one.ts';");
    expect(checkRooms(root, table).findings).toEqual([expect.stringMatching(/circle: shared\/domain\/one\.ts → shared\/domain\/one\.ts/)]);
  });

  it('a text that cannot be read', () => {
    plant('shared/domain/one.ts', 'import { from from from;');
    expect(() => checkRooms(root, table)).toThrow(/shared\/domain\/one\.ts does not parse/);
  });

  it('an empty set of modules, which would pass everything', () => {
    rmSync(root, { recursive: true });
    mkdirSync(root);
    expect(checkRooms(root, table).findings).toEqual([expect.stringMatching(/^Only 0 modules were found .* at least 3 were expected/)]);
  });
});
