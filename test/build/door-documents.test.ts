import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { roomTable } from '../../build/rooms.ts';
import { undocumentedExports, undocumentedMembers } from './documents/undocumented.ts';

const root = join(import.meta.dirname, '../..');
const textOf = (file: string) => readFileSync(join(root, file), 'utf8');

/** The files of code that rooms let others import; a room that is a file is its own door. */
function doorFiles(): string[] {
  const doors = Object.entries(roomTable.rooms).flatMap(([room, { doors: names = [] }]) =>
    /\.\w+$/.test(room)
      ? [room]
      : names.flatMap((door) =>
          door.endsWith('/') ? readdirSync(join(root, room, door)).map((name) => `${room}/${door}${name}`) : [`${room}/${door}`],
        ),
  );
  return doors.filter((file) => /\.(ts|tsx|mjs)$/.test(file)).sort();
}

describe('a doc comment', () => {
  it('stands above everything that a door exports', () => {
    const files = doorFiles();
    expect(files.length).toBeGreaterThan(300);
    expect(files.flatMap((file) => undocumentedExports(file, textOf(file)).map((name) => `${file}: ${name}`))).toEqual([]);
  });

  it.each([
    ['shared/contract/calls.ts', 'calls'],
    ['shared/contract/founding-calls.ts', 'foundingCalls'],
    ['shared/contract/collector-calls.ts', 'collectorCalls'],
    ['shared/contract/strongroom-calls.ts', 'StrongroomCalls'],
  ])('stands above every call in %s', (file, table) => {
    expect(undocumentedMembers(file, textOf(file), table)).toEqual([]);
  });
});

describe('a missing doc comment', () => {
  it('is found, whatever is exported', () => {
    const text = `
      /** About the file. */
      import { z } from 'zod';
      export const a = 1, b = 2;
      export function c(): void {}
      // no doc comment
      export class D {}
      /* nor is this */
      export type E = string;
      export interface F {}
      /** Documented. */
      export const g = 1;
      /** Documented,
       *  in two lines. */
      export async function h(): Promise<void> {}
      const i = 1;
      export { i };
      export { j } from './j.ts';`;
    expect(undocumentedExports('x.ts', text)).toEqual(['a', 'b', 'c', 'D', 'E', 'F']);
  });

  it('is found in a table', () => {
    const object = "export const calls = {\n'a.b': 1,\n/** c */\n'c.d': 2,\ne: 3 } as const satisfies object;";
    expect(undocumentedMembers('x.ts', object, 'calls')).toEqual(['a.b', 'e']);
    expect(undocumentedMembers('x.ts', "export interface Calls {\n'a.b': 1;\n/** c */\nc: 2 }", 'Calls')).toEqual(['a.b']);
    expect(() => undocumentedMembers('x.ts', object, 'other')).toThrow('no table');
  });

  it('is not looked for in a file that does not parse', () => {
    expect(() => undocumentedExports('x.ts', 'export const')).toThrow('does not parse');
  });
});
