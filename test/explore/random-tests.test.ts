import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { randomTests } from './random-tests.ts';

const files: Readonly<Record<string, string>> = {
  'core/a.ts': "import fc from 'fast-check';",
  'test/harness/base/pick.ts': 'export const pickFrom = 1;',
  'test/a/direct.test.ts': "import fc from 'fast-check';",
  'test/a/picks.test.ts': "import { pickFrom } from '../harness/base/pick.ts';",
  'test/a/far.test.ts': "import '../b/one.ts';",
  'test/b/one.ts': "import './two.ts';",
  'test/b/two.ts': "import './one.ts';\nimport { pickFrom } from '../harness/base/pick.ts';",
  'test/a/type.test.ts': "import type { Pick } from '../harness/base/pick.ts';",
  'test/a/plain.test.ts': "import '../c/plain.ts';",
  'test/c/plain.ts': '',
  'test/e2e/some.spec.ts': "import { pickFrom } from '../harness/base/pick.ts';",
};

it('finds the unit tests that choose at random, by whatever module they do', () => {
  const root = mkdtempSync(join(tmpdir(), 'halligan-random-tests-'));
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), text);
  }
  expect(randomTests(root)).toEqual(['test/a/direct.test.ts', 'test/a/far.test.ts', 'test/a/picks.test.ts']);
  rmSync(root, { recursive: true });
});

it('finds those of this project', () => {
  const found = randomTests(join(import.meta.dirname, '../..'));
  expect(found).toContain('test/interop/mutations.test.ts');
  expect(found.length).toBeGreaterThan(30);
  expect(found).not.toContain('test/explore/random-tests.test.ts');
});
