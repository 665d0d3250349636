import { readdirSync, readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { isErrorCode } from '../../../../shared/base/error-codes.ts';
import { cryptoReady } from '../../../../shared/crypto/ready.ts';
import { refusalOf } from '../../../harness/base/refusal-code.ts';
import { NODE_CRYPTO } from '../../../harness/log/sample-log.ts';
import { logActs } from '../../../vectors/run/log-acts.ts';
import { runCase } from '../../../vectors/run/run-case.ts';
import { type VectorCase, type VectorFile, vectorFile } from '../../../vectors/run/vector-case.ts';

beforeAll(cryptoReady);

const FOLDER = new URL('../../../vectors/log/', import.meta.url);
const NAMES = ['body', 'bundle', 'entry-package', 'export', 'meeting', 'receipt', 'tlog-policy', 'tlog-proof'];
const byNode = logActs(NODE_CRYPTO);

function read(name: string): VectorFile {
  return vectorFile.parse(JSON.parse(readFileSync(new URL(`${name}.json`, FOLDER), 'utf8')));
}

test('every vector file is run, here or in vectors.test.ts', () => {
  const files = readdirSync(FOLDER).filter((name) => name.endsWith('.json'));
  expect(files.sort()).toEqual([...NAMES, 'verify'].map((name) => `${name}.json`));
});

test('there are more than four failures to a success, each of a class that exists', () => {
  const cases = NAMES.flatMap((name) => read(name).cases);
  const good = cases.filter((one) => one.class === 'ok').length;
  const bad = cases.filter((one) => isErrorCode(one.class)).length;
  expect(good + bad).toBe(cases.length);
  expect(bad).toBeGreaterThan(4 * good);
});

describe.each(NAMES)('the vectors of %s', (name) => {
  describe.each([
    ['portable', runCase],
    ['Node’s', (one: VectorCase) => byNode[one.do]?.(one.in)],
  ])('with %s primitives', (_, run) => {
    test.each(read(name).cases.map((one) => [`${one.do}: ${one.name}`, one] as const))('%s', async (_, one) => {
      if (one.class === 'ok') expect(await run(one)).toEqual(one.out);
      else expect(await refusalOf(() => run(one))).toBe(one.class);
    });
  });
});
