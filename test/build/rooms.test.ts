import { mkdirSync, rmSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type SampleRooms, SOUND_MODULES, sampleRooms } from './sample-rooms.ts';

let rooms: SampleRooms;
beforeEach(() => {
  rooms = sampleRooms();
});
afterEach(() => rooms.remove());

describe('a tree that keeps the table', () => {
  it('has no findings', () => {
    expect(rooms.check()).toMatchObject({ modules: SOUND_MODULES, findings: [] });
  });
});

const only = (name: string, from: string): string => `import { ${name} } from '${from}';\nexport const bad = [${name}];`;

describe('a planted violation is named with its file, its line and what is allowed', () => {
  const cases: readonly (readonly [what: string, path: string, text: string, finding: RegExp])[] = [
    [
      'the wrong room',
      'shared/domain/bad.ts',
      `\n${only('hash', '../crypto/hash.ts')}`,
      /^shared\/domain\/bad\.ts:2 imports shared\/crypto\/hash\.ts: shared\/domain may import only shared\/base, and shared\/crypto is not among them\.$/,
    ],
    ['a room that may import nothing', 'shared/base/bad.ts', only('rule', '../domain/rule.ts'), /may import no other room/],
    [
      'a kit file that imports a screen',
      'renderer/kit/bad.ts',
      only('OpenedScreen', '../opened/opened-screen.tsx'),
      /renderer\/opened is not among/,
    ],
    ['one service that imports another', 'core/sync/bad.ts', only('openWindow', '../unseal/open-window.ts'), /core\/unseal is not among/],
    [
      'a type alone',
      'renderer/bad.ts',
      "import type { file } from '../core/store/file.ts';\nexport type Bad = typeof file;",
      /renderer may import only/,
    ],
    ['an inline import type', 'renderer/bad.ts', "export type Bad = typeof import('../core/store/file.ts');", /renderer may import only/],
    [
      'a module that is only declared anew',
      'renderer/bad.ts',
      "declare module '../core/store/file.ts' { interface Bad { a: 1 } }\nexport const bad = 1;",
      /renderer may import only/,
    ],
    [
      'a declaration file',
      'renderer/bad.d.ts',
      "import type { file } from '../core/store/file.ts';\nexport type Bad = typeof file;",
      /renderer may import only/,
    ],
    [
      'a type in a comment of JavaScript',
      'rescue/bad.mjs',
      "/** @typedef {import('../core/store/file.ts')} Bad */",
      /rescue may import only/,
    ],
    [
      'a value where only types are allowed',
      'shared/contract/bad.ts',
      only('entry', '../log/entry.ts'),
      /only name the types of shared\/log/,
    ],
    [
      'types marked one by one, which still load the module',
      'shared/contract/bad.ts',
      "import { type Entry } from '../log/entry.ts';\nexport type Bad = Entry['seq'];",
      /only name the types of shared\/log/,
    ],
    [
      'a dynamic import',
      'rescue/bad.ts',
      "export const bad = () => import('../core/store/file.ts');",
      /rescue may import only shared\/base/,
    ],
    [
      'a dynamic import of a template',
      'rescue/bad.ts',
      'export const bad = () => import(`../core/store/file.ts`);',
      /rescue may import only shared\/base/,
    ],
    [
      'a worker named by URL',
      'renderer/bad.ts',
      "export const bad = new Worker(new URL('../core/store/file.ts', import.meta.url));",
      /renderer may import only/,
    ],
    [
      'a worker named by URL without an ending',
      'renderer/bad.ts',
      "export const bad = new Worker(new URL('../core/store/file', import.meta.url));",
      /imports core\/store\/file, which does not exist/,
    ],
    [
      'a file of another room by its query',
      'renderer/bad.ts',
      "import text from '../core/store/file.ts?raw';\nexport const bad = [text];",
      /renderer may import only/,
    ],
    ['a test imported by the product', 'core/store/bad.ts', "import '../../test/domain/rule.test.ts';", /core\/store may import only/],
    ['a test beside the code', 'core/store/bad.ts', "import './bad.test.ts';", /core\/store may import only/],
    [
      'a second place for SQLite',
      'core/sync/bad.ts',
      only('Database', 'better-sqlite3'),
      /imports better-sqlite3, which only core\/store may import\./,
    ],
    [
      "a second place for Node's SQLite",
      'core/sync/bad.ts',
      only('DatabaseSync', 'node:sqlite'),
      /imports node:sqlite, which only core\/store/,
    ],
    [
      'a part of a package',
      'shared/domain/bad.ts',
      only('sha512', '@noble/hashes/sha2.js'),
      /imports @noble\/hashes, which only shared\/crypto/,
    ],
    ['the value of a package where its types are allowed', 'rescue/bad.ts', only('app', 'electron'), /only its types may be named/],
    ['a package that no line names', 'core/sync/bad.ts', only('leftPad', 'left-pad'), /no package of build\/rooms\.ts/],
    [
      'another package by the path of one',
      'shared/crypto/bad.ts',
      only('x', '@noble/hashes/../../better-sqlite3/lib/index.js'),
      /leads out of a package/,
    ],
    ['another package by the encoded path of one', 'renderer/bad.ts', only('x', 'react/%2e%2e/better-sqlite3'), /leads out of a package/],
    ['a package that has the name of what every object has', 'renderer/bad.ts', only('x', 'constructor'), /no package of build/],
    ['a path alias', 'renderer/bad.ts', only('file', '@/core/store/file.ts'), /aliases are not used here/],
    ['an alias of package.json', 'renderer/bad.ts', only('file', '#store'), /aliases are not used here/],
    ['an absolute path', 'renderer/bad.ts', only('file', '/core/store/file.ts'), /aliases are not used here/],
    ['a URL of a file', 'renderer/bad.ts', only('file', 'file:///core/store/file.ts'), /aliases are not used here/],
    ['Node in shared', 'shared/base/bad.ts', only('readFileSync', 'node:fs'), /shared\/base runs where Node is not/],
    ['Node under its bare name', 'core/store/bad.ts', only('readFileSync', 'fs'), /write 'node:fs'/],
    ['a file that is not there', 'core/store/bad.ts', only('gone', './gone'), /does not exist/],
    ['a folder', 'core/store/bad.ts', only('tables', './tables'), /core\/store\/tables, which does not exist/],
    ['a file outside the project', 'core/store/bad.ts', "import '../../../secret.ts';", /outside the project/],
    ['a package by its path', 'core/sync/bad.ts', "import '../../package.json';", /package\.json, which lies in no room/],
    ['a folder without a room', 'utils/bad.ts', 'export const bad = 1;', /^utils\/bad\.ts lies in no room/],
    [
      'a folder that has the name of what is built',
      'renderer/dist/bad.ts',
      only('file', '../../core/store/file.ts'),
      /renderer may import only/,
    ],
    ['a folder that is hidden', 'renderer/.dist/bad.ts', only('file', '../../core/store/file.ts'), /renderer may import only/],
    ['a script of another folder in a page', 'renderer/opened/bad.html', '<script src="../app.tsx"></script>', /loads \.\.\/app\.tsx/],
    ['a script by an absolute path in a page', 'renderer/bad.html', '<script src=/core/store/file.ts></script>', /loads \/core/],
    ['a script in a page', 'renderer/bad.html', '<script type="module">import "../core/store/file.ts"</script>', /script written into it/],
    ['a base in a page', 'renderer/bad.html', '<base href="../core/"><script src="./app.tsx"></script>', /has a <base>/],
    ['a handler in a page', 'renderer/bad.html', '<p onclick="import(1)">x</p>', /has a handler written into it/],
    ['a script in a comment that is none', 'renderer/bad.html', '<!--><script src="/core/store/file.ts"></script>-->', /loads \/core/],
    ['a sheet of another room in a sheet', 'renderer/kit/bad.css', '@import url("../opened/opened.css");', /imports only sheets beside it/],
  ];
  for (const [what, path, text, finding] of cases) {
    it(what, () => {
      rooms.plant('package.json', '{}');
      if (what === 'a test beside the code') rooms.plant('core/store/bad.test.ts', '');
      rooms.plant(path, text);
      // An import that runs against the table closes a circle as well.
      const found = rooms.check().findings.filter((one) => !one.startsWith('These folders'));
      expect(found).toEqual([expect.stringMatching(finding)]);
    });
  }

  it('data whose ending this check does not know, which a bundler could take for code', () => {
    rooms.plant('core/store/code.txt2', 'export const bad = 1;');
    rooms.plant('core/store/bad.ts', "import './code.txt2';");
    expect(rooms.check().findings).toEqual([expect.stringMatching(/imports core\/store\/code\.txt2, whose ending/)]);
  });

  it('a link, behind which another room could stand', () => {
    rooms.link('renderer/bad.ts', '../core/store/file.ts');
    expect(rooms.check().findings).toEqual([expect.stringMatching(/^renderer\/bad\.ts is a symbolic link/)]);
  });

  it('a text that cannot be read', () => {
    rooms.plant('shared/domain/one.ts', 'import { from from from;');
    expect(() => rooms.check()).toThrow(/shared\/domain\/one\.ts does not parse/);
  });

  it('an empty set of modules, which would pass everything', () => {
    rmSync(rooms.root, { recursive: true });
    mkdirSync(rooms.root);
    expect(rooms.check().findings).toContainEqual(expect.stringMatching(/^Only 0 modules were found .* at least 3 were expected/));
  });
});

describe('a thing of another file that is handed on', () => {
  const cases: readonly (readonly [what: string, text: string, name: string])[] = [
    ['by export … from', "export { walk } from './walk.ts';", 'walk'],
    ['all of it', "export * from './walk.ts';", 'everything'],
    ['all of it under a name', "export * as walks from './walk.ts';", 'everything'],
    ['its type under a new name', "import type { walk } from './walk.ts';\nexport type Stroll = walk;", 'walk'],
    ['a part of all of it', "import * as walks from './walk.ts';\nexport const stroll = walks.walk;", 'walks'],
    ['its parts', "import { walk } from './walk.ts';\nexport const { length } = walk;", 'walk'],
    ['its type', "export type { walk } from './walk.ts';", 'walk'],
    ['after its import', "import { walk } from './walk.ts';\nexport { walk as stroll };", 'walk'],
    ['as the default', "import { walk } from './walk.ts';\nexport default walk;", 'walk'],
    ['under a new name', "import { walk } from './walk.ts';\nexport const stroll = walk as number;", 'walk'],
    ['from a package', "export { default } from 'better-sqlite3';", 'default'],
  ];
  for (const [what, text, name] of cases) {
    it(`is refused ${what}`, () => {
      rooms.plant('core/store/bad.ts', text);
      expect(rooms.check().findings).toEqual([expect.stringContaining(`hands on ${name} of another file`)]);
    });
  }

  it('may be a constant that another defines, and all that a test or the stand-in of a package hands on', () => {
    rooms.plant('core/store/most.ts', 'export const MOST = 1;');
    rooms.plant('core/store/width.ts', "import { MOST } from './most.ts';\nexport const WIDTH = MOST;");
    rooms.plant('test/store/walk.ts', "export { walk } from '../../core/store/walk.ts';");
    expect(rooms.check().findings).toEqual([]);
  });
});
