import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { unusedExports } from './unused-exports.ts';

const PROJECT = join(import.meta.dirname, '../..');
const FOLDERS = ['shared', 'core', 'renderer', 'electron', 'rescue', 'cli', 'collector', 'verifier', 'build'];

/** Exports without a user in the product that stay, and why. */
const KEPT: Readonly<Record<string, string>> = {
  'shared/log/exchange/fork-evidence.ts: parseForkEvidence':
    'the reader of what the collector writes (FORMAT.md §18): tests and vectors open it',
  'shared/log/exchange/fork-evidence.ts: openForkEvidence': 'the same',
  'shared/log/exchange/late-head.ts: parseLateHead': 'the same',
  'collector/ingest/erase-disclosures.ts: eraseDisclosures': 'T25 tries it; a route for administrators is to call it',
  'collector/store/alerts.ts: alertsAfter': 'how tests see what was raised, as sinks do by their own statement',
};

it('every export has a user', () => {
  const unused = unusedExports(PROJECT, FOLDERS);
  expect(unused.filter((name) => !(name in KEPT))).toEqual([]);
  expect(Object.keys(KEPT).filter((name) => !unused.includes(name))).toEqual([]);
});

it('an export that nobody imports is found, and one that tests alone keep alive', () => {
  const root = mkdtempSync(join(tmpdir(), 'halligan-exports-'));
  const files = {
    'core/a.ts':
      'export const used = 1;\nexport const nobody = 2;\nexport const tested = 3;\nexport function inner(): number { return nobody; }',
    'core/b.ts':
      "import { used } from './a.ts';\nexport type Shape = number;\nexport interface Lone { a: 1 }\nexport const b: Shape = used;",
    'core/c.tsx': "import { b } from './b.ts';\nexport const Part = () => <p>{b}</p>;\nconst page = <Part />;\nexport default page;",
    'core/d.ts': 'export const whole = 1;\nexport const part = 2;\nexport const made = part + whole;',
    'core/e.ts': "import * as d from './d.ts';\nd.whole;",
    'test/a.test.ts': "import { inner, tested } from '../core/a.ts';\nimport { Part } from '../core/c.tsx';\ntested; inner; Part;",
  };
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), text);
  }
  expect(unusedExports(root, ['core'])).toEqual(['core/a.ts: nobody', 'core/a.ts: tested', 'core/a.ts: inner', 'core/b.ts: Lone']);
  rmSync(root, { recursive: true });
});
