import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { RoomTable } from '../../build/rooms/table.ts';
import { type SampleRooms, sampleRooms, sampleTable } from './sample-rooms.ts';

let rooms: SampleRooms;
beforeEach(() => {
  rooms = sampleRooms();
});
afterEach(() => rooms.remove());

/** The table with other doors for one room. */
function withDoors(name: string, doors: readonly string[]): RoomTable {
  const room = sampleTable.rooms[name];
  if (room === undefined) throw new Error(`no room ${name}`);
  return { ...sampleTable, rooms: { ...sampleTable.rooms, [name]: { ...room, doors } } };
}

describe('a file that is no door of its room', () => {
  it('is refused to a screen that may import only the other screen', () => {
    rooms.plant('renderer/declare/bad.ts', "import { useShown } from '../opened/use-shown.ts';\nexport const bad = [useShown];");
    expect(rooms.check().findings).toEqual([
      'renderer/declare/bad.ts:1 imports renderer/opened/use-shown.ts, which is no door of renderer/opened: other rooms may import only opened-screen.tsx.',
    ]);
  });

  it('is refused to an allowed room, types and style sheets included', () => {
    rooms.plant('collector/sinks/bad.ts', "import { refuse } from '../ingest/refuse.ts';\nexport const bad = [refuse];");
    rooms.plant('core/engine/bad.ts', "import type { openWindow } from '../unseal/open-window.ts';\nexport type Bad = typeof openWindow;");
    rooms.plant('renderer/opened/bad.ts', "import '../kit/colours.css';");
    expect(rooms.check().findings).toEqual([
      expect.stringMatching(/^collector\/sinks\/bad\.ts:1 imports collector\/ingest\/refuse\.ts, which is no door/),
      expect.stringMatching(/^core\/engine\/bad\.ts:1 imports core\/unseal\/open-window\.ts, which is no door/),
      expect.stringMatching(/^renderer\/opened\/bad\.ts:1 imports renderer\/kit\/colours\.css, which is no door/),
    ]);
  });

  it('is open to its own room and to tests', () => {
    rooms.plant('renderer/opened/more.ts', "import { useShown } from './use-shown.ts';\nexport const more = [useShown];");
    rooms.plant('renderer/opened/use-shown.test.ts', "import { inner } from '../../shared/base/inner.ts';\nexport const more = [inner];");
    expect(rooms.check().findings).toEqual([]);
  });

  it('is every file of a room that names none', () => {
    rooms.plant('core/sync/bad.ts', "import { engine } from '../engine/engine.ts';\nexport const bad = [engine];");
    const { rooms: rows } = sampleTable;
    const table = {
      ...sampleTable,
      rooms: { ...rows, 'core/sync': { imports: ['core/store', 'core/engine'], node: 'yes', doors: ['link.ts'] } },
    } as const;
    expect(rooms.check(table).findings).toContain(
      'core/sync/bad.ts:1 imports core/engine/engine.ts: core/engine has no door for other rooms.',
    );
  });
});

describe('a door', () => {
  it('of a folder opens what lies in it', () => {
    rooms.plant('core/engine/more.ts', "import { deep } from '../store/tables/deep/deep.ts';\nexport const more = [deep];");
    rooms.plant('core/store/tables/deep/deep.ts', 'export const deep = 1;');
    expect(rooms.check().findings).toEqual([]);
  });

  it('that is not there is refused, and so is a folder without its slash', () => {
    const found = (door: string) => rooms.check(withDoors('core/sync', ['link.ts', door])).findings;
    const refused = (door: string) => [`core/sync names the door ${door}, which does not exist (a folder ends in /).`];
    rooms.plant('core/sync/more/more.ts', 'export const more = 1;');
    for (const door of ['gone.ts', 'gone/', 'more', 'link.ts/']) expect(found(door)).toEqual(refused(door));
  });

  it('that no other room uses is refused; its own room and tests do not count', () => {
    rooms.plant('core/store/more.ts', "import { walk } from './walk.ts';\nexport const more = [walk];");
    expect(rooms.check(withDoors('core/store', ['file.ts', 'tables/', 'walk.ts'])).findings).toEqual([
      'core/store names a door that nobody uses: walk.ts.',
    ]);
  });

  it('cannot lie in a room inside the room, or outside it', () => {
    expect(rooms.check(withDoors('cli', ['own-node.ts'])).findings).toEqual([
      'cli names the door own-node.ts, which belongs to cli/own-node.ts.',
    ]);
    expect(rooms.check(withDoors('core/sync', ['link.ts', '../store/walk.ts'])).findings).toEqual([
      'core/sync names the door ../store/walk.ts, which belongs to core/store.',
    ]);
  });

  it('is not named by a single file', () => {
    expect(rooms.check(withDoors('cli/own-node.ts', ['own-node.ts'])).findings).toContain(
      'cli/own-node.ts is a single file, which is its own door.',
    );
  });
});

describe('a room inside a room', () => {
  it('keeps its own rules', () => {
    rooms.plant('renderer/keys/bad.ts', "import { Button } from '../kit/button.tsx';\nexport const bad = [Button];");
    rooms.plant('cli/bad.ts', "import { bytes } from '../shared/base/bytes.ts';\nexport const bad = [bytes];");
    expect(rooms.check().findings).toEqual([
      expect.stringMatching(/^cli\/bad\.ts:1 .* cli may import only cli\/own-node\.ts/),
      expect.stringMatching(/^renderer\/keys\/bad\.ts:1 .* renderer\/keys may import no other room/),
    ]);
  });
});

describe('a table that says what is not so', () => {
  const found = (table: RoomTable): readonly string[] => rooms.check(table).findings;
  const row = { imports: [], node: 'no' } as const;

  it('names a room that is gone', () => {
    expect(found({ ...sampleTable, rooms: { ...sampleTable.rooms, 'core/gone': row } })).toEqual([
      'The table has a row for core/gone, which does not exist.',
    ]);
  });

  it('lets a room import one without a row, or the tests', () => {
    const cli = { imports: ['cli/own-node.ts', 'core/gone', 'test'], node: 'yes' } as const;
    expect(found({ ...sampleTable, rooms: { ...sampleTable.rooms, cli } })).toEqual([
      'cli may import core/gone, which is no room of the table.',
      'cli may import test, which only holds tests.',
    ]);
  });

  it('lets a room that runs where Node is not import one that needs it', () => {
    const kit = { imports: ['shared/contract', 'core/engine'], node: 'no', doors: ['button.tsx', 'button.css'] } as const;
    expect(found({ ...sampleTable, rooms: { ...sampleTable.rooms, 'renderer/kit': kit } })).toEqual([
      'renderer/kit runs where Node is not, and may import core/engine, which needs Node.',
    ]);
  });

  it('opens a package, a global or the unseen to a place that is gone', () => {
    const packages = { ...sampleTable.packages, react: { rooms: ['renderer', 'gone'] } };
    const globals = { 'navigator.credentials': ['renderer/keys', 'renderer/gone.ts'] };
    expect(found({ ...sampleTable, packages, globals, notFollowed: { ...sampleTable.notFollowed, 'gone.ts': ['eval'] } })).toEqual([
      'The table names gone under react, and it does not exist.',
      'The table names renderer/gone.ts under navigator.credentials, and it does not exist.',
      'The table names gone.ts under notFollowed, and it does not exist.',
    ]);
  });

  it('lets a file hide what it does not do', () => {
    expect(found({ ...sampleTable, notFollowed: { 'rescue/boot.ts': ['import()', 'eval'] } })).toEqual([
      'The table lets rescue/boot.ts use eval unseen, and it does not use it.',
    ]);
  });
});

describe('a folder that no row names', () => {
  it('is refused, though the room around it has a row', () => {
    rooms.plant('renderer/mint/mint-screen.tsx', 'export const MintScreen = 1;');
    rooms.plant('core/sync/mint/certificate.ts', 'export const certificate = 1;');
    expect(rooms.check().findings).toEqual([
      'core/sync/mint/certificate.ts lies in a folder that no row names: give core/sync/mint a row in build/rooms.ts, or name it in `folders` of core/sync.',
      'renderer/mint/mint-screen.tsx lies in a folder that no row names: give renderer/mint a row in build/rooms.ts, or name it in `folders` of renderer.',
    ]);
  });

  it('is not that of a row, nor one within a folder that a row names', () => {
    rooms.plant('core/store/tables/old/walk.ts', 'export const old = 1;');
    expect(rooms.check().findings).toEqual([]);
  });
});

describe('the network', () => {
  it.each(['node:net', 'node:net/none'])('%s is refused outside of its rooms', (name) => {
    rooms.plant('core/unseal/bad.ts', `import * as bad from '${name}';\nexport const x = [bad];`);
    expect(rooms.check().findings).toEqual([expect.stringMatching(/^core\/unseal\/bad\.ts:1 imports /)]);
  });
});
