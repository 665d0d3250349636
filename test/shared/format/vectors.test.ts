import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { isErrorCode } from '../../../shared/base/error-codes.ts';
import { cryptoReady } from '../../../shared/crypto/ready.ts';
import { refusalOf } from '../../harness/base/refusal-code.ts';
import { runCase } from '../../vectors/run/run-case.ts';
import { type VectorFile, vectorFile } from '../../vectors/run/vector-case.ts';

beforeAll(cryptoReady);

const FOLDER = new URL('../../vectors/format/', import.meta.url);
const NAMES = ['charter', 'credential', 'directory', 'keys', 'request', 'share', 'wrap'];

function read(name: string): VectorFile {
  return vectorFile.parse(JSON.parse(readFileSync(new URL(`${name}.json`, FOLDER), 'utf8')));
}

test('every vector file is run here', () => {
  expect(readdirSync(FOLDER).sort()).toEqual(NAMES.map((name) => `${name}.json`));
});

test('there are about four failures to a success, each of a class that exists', () => {
  const cases = NAMES.flatMap((name) => read(name).cases);
  const good = cases.filter((one) => one.class === 'ok').length;
  const bad = cases.filter((one) => isErrorCode(one.class)).length;
  console.log(
    `format vectors: ${good} that succeed, ${bad} that are refused, ${new Set(cases.map((one) => one.class)).size - 1} classes of refusal`,
  );
  expect(good + bad).toBe(cases.length);
  expect(bad).toBeGreaterThan(3.5 * good);
});

describe.each(NAMES)('the vectors of %s', (name) => {
  test.each(read(name).cases.map((one) => [`${one.do}: ${one.name}`, one] as const))('%s', async (_, one) => {
    if (one.class === 'ok') expect(await runCase(one)).toEqual(one.out);
    else expect(await refusalOf(() => runCase(one))).toBe(one.class);
  });
});

test('they are what the committed script writes', () => {
  execFileSync(process.execPath, ['test/vectors/make-format.ts', '--check'], { stdio: 'pipe' });
});
