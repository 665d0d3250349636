/** A test waits for what it waits for, not for a time. Where only a time will do, a comment beside the wait says why. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ESTree, parseSync, Visitor } from 'vite';
import { describe, expect, it } from 'vitest';

type Call = ESTree.CallExpression;

const TESTS = join(import.meta.dirname, '..');
const FEWEST_FILES = 300;

/** Lines with a timed wait that has no comment, neither at their end nor on the line above. */
function bareWaits(text: string): number[] {
  const { program } = parseSync('x.ts', text);
  const sleeps = new Set<string>();
  const found: number[] = [];
  const lines = text.split('\n');
  const lineAt = (offset: number): number => text.slice(0, offset).split('\n').length;
  new Visitor({
    ImportDeclaration({ source, specifiers }) {
      if (/^(node:)?timers\/promises$/.test(source.value)) for (const { local } of specifiers) sleeps.add(local.name);
    },
    CallExpression(call) {
      if (!isWait(call, sleeps)) return;
      const [first, last] = [lineAt(call.start), lineAt(call.end)];
      const said = /\/\/ \S/.test(lines[last - 1] ?? '') || /^\s*\/\/ \S/.test(lines[first - 2] ?? '');
      if (!said) found.push(first);
    },
  }).visit(program);
  return found;
}

/** A promised timer, a timer of a page, or a timer that does nothing but settle a promise. */
function isWait({ callee, arguments: given }: Call, sleeps: ReadonlySet<string>): boolean {
  if (callee.type === 'MemberExpression') return callee.property.type === 'Identifier' && callee.property.name === 'waitForTimeout';
  if (callee.type !== 'Identifier') return false;
  return sleeps.has(callee.name) || (callee.name === 'setTimeout' && given[0]?.type === 'Identifier' && given[0].name === 'resolve');
}

describe('a timed wait', () => {
  it.each([
    ['await new Promise((resolve) => setTimeout(resolve, 300));', [1]],
    ['import { setTimeout } from "node:timers/promises";\nawait setTimeout(5);', [2]],
    ['import { setTimeout as nap } from "node:timers/promises";\nfor (;;) await nap(5);', [2]],
    ['await page.waitForTimeout(150);', [1]],
    ['// shows that nothing comes\n\nawait page.waitForTimeout(150);', [3]],
    ['await page.waitForTimeout(150); // shows that nothing comes', []],
    ['// shows that nothing comes\nawait page.waitForTimeout(150);', []],
    ['const late = setTimeout(() => child.kill(), 5_000);', []],
    ['test.setTimeout(60_000);', []],
  ])('is seen in %j', (text, lines) => expect(bareWaits(text)).toEqual(lines));

  it('says why it is one, wherever it stands in test/', () => {
    const files = readdirSync(TESTS, { recursive: true, encoding: 'utf8' }).filter((name) => /\.tsx?$/.test(name));
    expect(files.length).toBeGreaterThan(FEWEST_FILES);
    const bare = files.flatMap((file) => bareWaits(readFileSync(join(TESTS, file), 'utf8')).map((line) => `test/${file}:${line}`));
    expect(bare).toEqual([]);
  });
});
