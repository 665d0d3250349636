import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { errors } from '../../renderer/words/en/errors.ts';
import { logActWords } from '../../renderer/words/en/log-acts.ts';
import { ERROR_CODES } from '../../shared/base/error-codes.ts';
import { ACTIONS } from '../../shared/log/leaf/action.ts';
import { givenStrings, givenUnder, PROJECT } from './given-strings.ts';

const PRODUCT = ['shared', 'core', 'electron', 'renderer', 'rescue', 'collector', 'cli', 'verifier'];
/** Where codes and acts are listed or put into words, and copies of other files. */
const LISTS = /^(shared\/base\/error-codes|renderer\/words\/|shared\/log\/leaf\/action)/;

const acts = Object.keys(ACTIONS);

describe('no word is dead:', () => {
  it('every error code is thrown or returned somewhere', () => {
    const given = givenUnder(PRODUCT, LISTS, 'code');
    expect(ERROR_CODES.filter((code) => !given.has(code))).toEqual([]);
  });

  it('every error code has words, and nothing else has', () => {
    expect(Object.keys(errors).sort()).toEqual([...ERROR_CODES].sort());
  });

  it('every act of the log is written by the station', () => {
    const given = givenUnder(['core'], LISTS, 'act');
    expect(acts.filter((act) => !given.has(act))).toEqual([]);
  });

  it('every act of the log has words, and nothing else has', () => {
    const worded = Object.entries(logActWords).flatMap(([area, words]) => Object.keys(words).map((name) => `${area}.${name}`));
    expect(worded.sort()).toEqual([...acts].sort());
  });

  it('verify.py knows the acts of the list, and no other', () => {
    const script = readFileSync(join(PROJECT, 'shared/log/export/verify.py'), 'utf8');
    const [, paired = '', single = ''] = /^PAIRED = set\("([^"]*)"[\s\S]*?^ACTS = PAIRED \| set\(\s*"""([\s\S]*?)"""/m.exec(script) ?? [];
    expect(
      `${paired} ${single}`
        .split(/\s+/)
        .filter((act) => act !== '')
        .sort(),
    ).toEqual([...acts].sort());
  });
});

describe('a string of a source', () => {
  const given = (text: string): string[] => [...givenStrings('a.ts', text, 'code')].sort();

  it('is given as an argument, a value and a result', () => {
    expect(given("throw new AppError('a.b', 'text');")).toEqual(['a.b', 'text']);
    expect(given("const entry = { act: 'a.b', of: late ? 'c.d' : 'e.f' };")).toEqual(['a.b', 'c.d', 'e.f']);
    expect(given("const f = (): Code => 'a.b'; end(x, 'c.d'); faults.push({ code: 'e.f' } as const);")).toEqual(['a.b', 'c.d', 'e.f']);
  });

  it('is not given where it is only asked about, a type or a key', () => {
    expect(given("if (code === 'a.b' || isAppError(error, 'c.d')) end();")).toEqual([]);
    expect(given("switch (code) { case 'a.b': end(); } [x].includes('c.d'); set.has('e.f');")).toEqual([]);
    expect(given("let a: 'a.b' | 'c.d'; const fixes = { 'e.f': 1 }; const seen = new Set(['g.h']); import x from 'y';")).toEqual([]);
  });

  it('is no act that is written where it is the code of an error', () => {
    expect([...givenStrings('a.ts', "throw new AppError('log.full', 'text'); write({ act: 'app.stop' });", 'act')]).toEqual(['app.stop']);
  });
});
