/**
 * For each source file one knows where its test is: tests of `<room>/<name>.ts` stand in `test/<room>/`, under its name or a name
 * that begins with it; a behaviour that takes the whole engine stands in the room that it is about.
 */
import { existsSync, globSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { parseSync } from 'vite';
import { describe, expect, it } from 'vitest';
import { roomTable } from '../../build/rooms.ts';

const ROOT = join(import.meta.dirname, '../..');
/** Folders of test/ that mirror nothing: kinds of tests, and what tests are made of. */
const KINDS = ['e2e', 'fault', 'bench', 'interop', 'threats', 'rehearsal', 'vectors', 'build', 'explore', 'harness'];
/** Fewer of the mirrored tests than this part are named after a source file: then names have ceased to help. */
const NAMED_AFTER_A_FILE = 0.7;

/** Rooms whose code is tried somewhere else under test/, and why. Those of the renderer are screens, which need a browser. */
const ELSEWHERE: readonly (readonly [rooms: string, folder: string, why: string])[] = [
  ['electron', 'e2e/host', 'what starts the app, which takes Electron'],
  ['renderer', 'e2e/screens', 'puts the screens together'],
  ['renderer/*', 'e2e/screens', 'every state of every screen is opened in a browser'],
  ['verifier/*', 'e2e/verifier', 'the page for outsiders, opened in a browser'],
  ['collector/page', 'e2e/collector', 'puts the page together'],
  ['collector/page/*', 'e2e/collector', 'the collector’s page, opened in a browser'],
  ['collector/console/*', 'collector/console', 'routes and sign-in are asked over HTTP'],
  ['collector/ground', 'collector', 'what every test of the collector starts'],
  ['build/*', 'build', 'each command is run by a test of its own'],
];

const mirrored = (folder: string): boolean => !KINDS.includes(folder.split('/')[0] ?? '');

/** Whether a file does anything at run time, beyond what its imports do. */
function hasCode(file: string): boolean {
  return parseSync(file, readFileSync(join(ROOT, file), 'utf8')).program.body.some((statement) => {
    if (statement.type === 'ExportNamedDeclaration') return statement.exportKind !== 'type' && statement.declaration !== null;
    return !['ImportDeclaration', 'TSInterfaceDeclaration', 'TSTypeAliasDeclaration', 'ExportAllDeclaration'].includes(statement.type);
  });
}

/** The source files of a room: a folder without the rooms in it, or one file. */
function filesOf(room: string): string[] {
  if (/\.tsx?$/.test(room)) return [room];
  return globSync(`${room}/**/*.{ts,tsx}`, { cwd: ROOT }).filter((file) => !file.endsWith('.d.ts') && roomOf(file) === room);
}

function roomOf(file: string): string | undefined {
  const holding = Object.keys(roomTable.rooms).filter((room) => file === room || file.startsWith(`${room}/`));
  return holding.sort((a, b) => b.length - a.length)[0];
}

function testsIn(folder: string): string[] {
  return globSync(`test/${folder}/**/*.{test,spec}.{ts,tsx}`, { cwd: ROOT });
}

/** Whether a test stands in the folder under test/ that is this room's own, and no other room's within it. */
function hasTests(room: string): boolean {
  const folder = /\.tsx?$/.test(room) ? dirname(room) : room;
  return testsIn(folder).some((file) => folder !== room || roomOf(file.slice('test/'.length)) === room);
}

const rooms = Object.keys(roomTable.rooms).filter((room) => room !== 'test' && filesOf(room).some(hasCode));

describe('the tests', () => {
  it('stand in folders that are rooms, or kinds of tests', () => {
    const folders = readdirSync(join(ROOT, 'test'), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map((entry) => join(entry.parentPath, entry.name).slice(join(ROOT, 'test').length + 1));
    expect(folders.length).toBeGreaterThan(40);
    expect(folders.filter((folder) => mirrored(folder) && !existsSync(join(ROOT, folder)))).toEqual([]);
    expect(KINDS.filter((kind) => !folders.includes(kind))).toEqual([]);
  });

  it('are named after a file of their room, most of them', () => {
    const files = globSync('test/**/*.test.{ts,tsx}', { cwd: ROOT }).filter((file) => mirrored(file.slice('test/'.length)));
    const named = files.filter((file) => {
      const room = join(ROOT, dirname(file).slice('test/'.length));
      const name = basename(file).split('.')[0] ?? '';
      const sources = readdirSync(room).flatMap((source) => (/\.tsx?$/.test(source) ? [source.replace(/\.tsx?$/, '')] : []));
      return sources.some((source) => name === source || name.startsWith(`${source}-`));
    });
    expect(named.length / files.length).toBeGreaterThan(NAMED_AFTER_A_FILE);
  });
});

describe('every room with code', () => {
  it('is seen here', () => expect(rooms.length).toBeGreaterThan(50));

  it.each(['renderer/kit', 'renderer/keys', 'renderer/hooks', 'core/strongroom'])(
    '%s has unit tests, whatever is tried in a browser',
    (room) => {
      expect(hasTests(room)).toBe(true);
    },
  );

  it.each(rooms)('%s has a test of its own, or a reason', (room) => {
    const elsewhere = ELSEWHERE.find(([pattern]) => pattern === room || (pattern.endsWith('/*') && room.startsWith(pattern.slice(0, -1))));
    expect(hasTests(room) || (elsewhere !== undefined && testsIn(elsewhere[1]).length > 0)).toBe(true);
  });

  it('has a reason only where there is such a room', () => {
    const idle = ELSEWHERE.filter(([pattern]) => !rooms.some((room) => room === pattern || room.startsWith(pattern.replace(/\*$/, ''))));
    expect(idle).toEqual([]);
  });
});
