/** Each of the 26 threats is tried by a test that says so in its title: none can vanish, and none can be left out in silence. */
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { THREATS } from './threats.ts';

const TESTS = join(import.meta.dirname, '..');
/** A title is the first thing in its parentheses. */
const TITLE = /\(\s*[`'"]((?:T\d+)(?:, T\d+)*): /g;
const LEFT_OUT = /\b(?:it|test|describe)\s*\.(?:skip|todo|fails|only)\b/;

/** By threat: the files whose titles begin with its number. */
const tried = new Map<string, Set<string>>();
for (const file of globSync('**/*.test.ts', { cwd: TESTS })) {
  for (const [, numbers = ''] of readFileSync(join(TESTS, file), 'utf8').matchAll(TITLE)) {
    for (const number of numbers.split(', ')) tried.set(number, (tried.get(number) ?? new Set()).add(file));
  }
}

describe('the threats', () => {
  it('are 26', () => {
    expect(Object.keys(THREATS)).toEqual(Array.from({ length: 26 }, (_, i) => `T${i + 1}`));
    expect([...tried.keys()].filter((number) => !Object.hasOwn(THREATS, number))).toEqual([]);
  });

  it.each(Object.entries(THREATS))('%s is tried where the table says', (number, threat) => {
    expect(threat.tried.length).toBeGreaterThan(0);
    expect(threat.tried.filter((file) => !tried.get(number)?.has(file))).toEqual([]);
    for (const file of threat.tried) expect(readFileSync(join(TESTS, file), 'utf8'), file).not.toMatch(LEFT_OUT);
  });
});
