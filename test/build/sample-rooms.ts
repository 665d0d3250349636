import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { checkRooms, type RoomReport } from '../../build/rooms/check.ts';
import type { RoomTable } from '../../build/rooms/table.ts';

/** A small house of its own, so that these tests do not change with the rows of the real table. */
export const sampleTable: RoomTable = {
  rooms: {
    'shared/base': { imports: [], node: 'no', doors: ['bytes.ts'] },
    'shared/crypto': { imports: ['shared/base'], node: 'no' },
    'shared/domain': { imports: ['shared/base'], node: 'no', doors: ['rule.ts'] },
    'shared/log': { imports: [], node: 'no', doors: ['entry.ts'] },
    'shared/contract': { imports: [], types: ['shared/log'], node: 'no', doors: ['view.ts'] },
    'core/store': {
      imports: ['shared/domain'],
      node: 'yes',
      doors: ['file.ts', 'tables/'],
      folders: ['tables/', 'disk/', 'log/', 'a/', 'b/', 'c/'],
    },
    'core/sync': { imports: ['core/store'], node: 'yes', doors: ['link.ts'], folders: ['more/'] },
    'core/unseal': { imports: ['core/store'], node: 'yes', doors: ['requests.ts'] },
    'core/engine': { imports: ['core/store', 'core/sync', 'core/unseal'], node: 'yes' },
    renderer: {
      imports: ['renderer/kit', 'renderer/keys', 'renderer/opened', 'renderer/declare'],
      node: 'no',
      folders: ['dist/', '.dist/'],
    },
    'renderer/kit': { imports: ['shared/contract'], node: 'no', doors: ['button.tsx', 'button.css'] },
    'renderer/keys': { imports: [], node: 'no', doors: ['touch.ts'] },
    'renderer/opened': { imports: ['renderer/kit'], node: 'no', doors: ['opened-screen.tsx'] },
    'renderer/declare': { imports: ['renderer/kit', 'renderer/opened'], node: 'no', doors: ['declare-screen.tsx'] },
    'collector/ingest': { imports: [], node: 'yes', doors: ['add-entries.ts'] },
    'collector/sinks': { imports: ['collector/ingest'], node: 'yes' },
    cli: { imports: ['cli/own-node.ts'], node: 'yes' },
    'cli/own-node.ts': { imports: [], node: 'yes' },
    rescue: { imports: ['shared/base'], node: 'yes' },
    test: { imports: ['*'], node: 'yes' },
  },
  packages: {
    electron: { rooms: ['core/engine'], types: ['rescue'], standIn: 'rescue/electron.ts' },
    'better-sqlite3': { rooms: ['core/store'] },
    'node:sqlite': { rooms: ['core/store'] },
    'node:net': { rooms: ['core/sync'] },
    '@noble/hashes': { rooms: ['shared/crypto'] },
    react: { rooms: ['renderer'] },
  },
  globals: { 'navigator.credentials': ['renderer/keys'] },
  notFollowed: { 'rescue/boot.ts': ['import()'] },
  minimumModules: 3,
};

const soundTree: Readonly<Record<string, string>> = {
  'shared/base/bytes.ts': 'export const bytes = 1;',
  'shared/base/inner.ts': 'export const inner = 1;',
  'shared/crypto/hash.ts': "import { sha256 } from '@noble/hashes/sha2.js';\nexport const hash = sha256(1);",
  'shared/domain/rule.ts': "import { bytes } from '../base/bytes.ts';\nexport const rule = [bytes];",
  'shared/log/entry.ts': 'export interface Entry { seq: number }\nexport const entry = 1;',
  'shared/contract/view.ts': "import type { Entry } from '../log/entry.ts';\nexport interface View { of: Entry }",
  'core/store/file.ts':
    "import Database from 'better-sqlite3';\nimport { rule } from '../../shared/domain/rule.ts';\nexport const file = [Database, rule];",
  'core/store/walk.ts': 'export const walk = 1;',
  'core/store/tables/entry-table.ts': 'export const entryTable = 1;',
  'core/sync/link.ts': "import { file } from '../store/file.ts';\nexport const link = [file];",
  'core/unseal/requests.ts': "import { openWindow } from './open-window.ts';\nexport const requests = [openWindow];",
  'core/unseal/open-window.ts': "import { entryTable } from '../store/tables/entry-table.ts';\nexport const openWindow = [entryTable];",
  'core/engine/engine.ts':
    "import { link } from '../sync/link.ts';\nimport { requests } from '../unseal/requests.ts';\nexport const engine = [link, requests];",
  'renderer/app.tsx':
    "import { useState } from 'react';\nimport { DeclareScreen } from './declare/declare-screen.tsx';\nimport { get } from './keys/touch.ts';\n" +
    'export const App = () => <p onClick={get}>{useState(0)[0]}<DeclareScreen /></p>;',
  'renderer/index.html': '<html><!-- the app --><script type="module" src="./app.tsx"></script><script>/* here */</script></html>',
  'renderer/kit/button.tsx':
    "import type { View } from '../../shared/contract/view.ts';\nexport const Button = ({ view }: { view?: View }) => <b>{view?.of.seq}</b>;",
  'renderer/kit/button.css': '@import "./colours.css";\nb { color: red }',
  'renderer/kit/colours.css': 'p { color: red }',
  'renderer/keys/touch.ts': 'export const get = () => navigator.credentials.get();',
  'renderer/opened/opened-screen.tsx':
    "import { Button } from '../kit/button.tsx';\nimport '../kit/button.css';\nimport { useShown } from './use-shown.ts';\n" +
    'export const OpenedScreen = () => <Button key={useShown()} />;',
  'renderer/opened/use-shown.ts': 'export const useShown = () => window.location.hash;',
  'renderer/declare/declare-screen.tsx':
    "import { OpenedScreen } from '../opened/opened-screen.tsx';\nexport const DeclareScreen = () => <OpenedScreen />;",
  'collector/ingest/add-entries.ts': "import { refuse } from './refuse.ts';\nexport const addEntries = [refuse];",
  'collector/ingest/refuse.ts': 'export const refuse = 1;',
  'collector/sinks/email.ts': "import { addEntries } from '../ingest/add-entries.ts';\nexport const email = [addEntries];",
  'cli/main.ts': "import { ownNode } from './own-node.ts';\nexport const main = process.argv.includes(String(ownNode));",
  'cli/own-node.ts': "import { createRequire } from 'node:module';\nexport const ownNode = createRequire(import.meta.url).resolve('node');",
  'rescue/app.ts': 'export const app = 1;',
  'rescue/electron.ts':
    "import type { App } from 'electron';\nimport { app } from './app.ts';\nexport const name: App = 1;\nexport { app };",
  'rescue/boot.ts': "import { bytes } from '../shared/base/bytes.ts';\nawait import(process.argv[bytes]);",
  'test/domain/rule.test.ts': "import { it } from 'vitest';\nimport { walk } from '../../core/store/walk.ts';\nit('x', () => eval(walk));",
};

export const SOUND_MODULES = Object.keys(soundTree).filter((path) => /\.tsx?$/.test(path)).length;

export interface SampleRooms {
  readonly root: string;
  plant(path: string, text: string): void;
  link(path: string, to: string): void;
  check(table?: RoomTable): RoomReport;
  remove(): void;
}

/** The sample house in a folder of its own, with nothing wrong. */
export function sampleRooms(): SampleRooms {
  const root = mkdtempSync(join(tmpdir(), 'halligan-rooms-'));
  const plant = (path: string, text: string): void => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  };
  for (const [path, text] of Object.entries(soundTree)) plant(path, text);
  return {
    root,
    plant,
    link: (path, to) => symlinkSync(to, join(root, path)),
    check: (table = sampleTable) => checkRooms(root, table),
    remove: () => rmSync(root, { recursive: true, force: true }),
  };
}
