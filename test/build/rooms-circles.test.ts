import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type SampleRooms, sampleRooms, sampleTable } from './sample-rooms.ts';

let rooms: SampleRooms;
beforeEach(() => {
  rooms = sampleRooms();
});
afterEach(() => rooms.remove());

describe('files', () => {
  it('may not import each other in a circle, for their types neither', () => {
    rooms.plant('shared/domain/one.ts', "import { two } from './two.ts';\nexport const one = [two];");
    rooms.plant('shared/domain/two.ts', "import type { three } from './three.ts';\nexport const two: typeof three = 1;");
    rooms.plant('shared/domain/three.ts', "import { one } from './one.ts';\nexport const three = [one];");
    expect(rooms.check().findings).toEqual([
      'These files import each other in a circle: shared/domain/one.ts → shared/domain/three.ts → shared/domain/two.ts → shared/domain/one.ts.',
    ]);
  });

  it('may not import themselves', () => {
    rooms.plant('shared/domain/one.ts', "import './one.ts';");
    expect(rooms.check().findings).toEqual(['These files import each other in a circle: shared/domain/one.ts → shared/domain/one.ts.']);
  });

  it('of tests may not import each other in a circle', () => {
    rooms.plant('test/one.ts', "import './two.ts';");
    rooms.plant('test/two.ts', "import './one.ts';");
    expect(rooms.check().findings).toEqual([expect.stringContaining('circle: test/one.ts → test/two.ts → test/one.ts')]);
  });
});

describe('folders of one room', () => {
  it('may not import each other in a circle, though no file does', () => {
    rooms.plant('core/store/log/one.ts', "import { two } from '../disk/two.ts';\nexport const one = [two];");
    rooms.plant('core/store/disk/two.ts', 'export const two = 1;');
    rooms.plant('core/store/disk/three.ts', "import type { four } from '../log/four.ts';\nexport type Three = typeof four;");
    rooms.plant('core/store/log/four.ts', 'export const four = 1;');
    expect(rooms.check().findings).toEqual([
      'These folders import each other in a circle: core/store/disk, core/store/log.\n' +
        '  core/store/disk → core/store/log: core/store/disk/three.ts → core/store/log/four.ts\n' +
        '  core/store/log → core/store/disk: core/store/log/one.ts → core/store/disk/two.ts',
    ]);
  });

  it('may not either when one lies in the other', () => {
    rooms.plant('core/store/down.ts', "import { entryTable } from './tables/entry-table.ts';\nexport const down = [entryTable];");
    expect(rooms.check().findings).toEqual([]);
    rooms.plant('core/store/tables/up.ts', "import { walk } from '../walk.ts';\nexport const up = [walk];");
    expect(rooms.check().findings).toEqual([
      'These folders import each other in a circle: core/store, core/store/tables.\n' +
        '  core/store → core/store/tables: core/store/down.ts → core/store/tables/entry-table.ts\n' +
        '  core/store/tables → core/store: core/store/tables/up.ts → core/store/walk.ts',
    ]);
  });

  it('are told once for a circle of three, and not for a path that only meets again', () => {
    const arrow = (from: string, to: string): void =>
      rooms.plant(`core/store/${from}/to-${to}.ts`, `import { x } from '../${to}/x.ts';\nexport const y = [x];`);
    for (const folder of ['a', 'b', 'c']) rooms.plant(`core/store/${folder}/x.ts`, 'export const x = 1;');
    arrow('a', 'b');
    arrow('b', 'c');
    arrow('a', 'c');
    expect(rooms.check().findings).toEqual([]);
    arrow('c', 'a');
    expect(rooms.check().findings).toEqual([expect.stringMatching(/circle: core\/store\/a, core\/store\/b, core\/store\/c\.\n/)]);
  });

  it('of tests may do as they need', () => {
    rooms.plant('test/a/one.ts', "import '../b/two.ts';");
    rooms.plant('test/b/two.ts', '');
    rooms.plant('test/b/three.ts', "import '../a/four.ts';");
    rooms.plant('test/a/four.ts', '');
    expect(rooms.check().findings).toEqual([]);
  });
});

describe('rows of the table', () => {
  it('may not allow a circle, though no file goes round it', () => {
    const shared = { imports: ['shared/domain'], node: 'no', doors: ['bytes.ts'] } as const;
    expect(rooms.check({ ...sampleTable, rooms: { ...sampleTable.rooms, 'shared/base': shared } }).findings).toEqual([
      'These rooms of the table import each other in a circle: shared/base, shared/domain.\n' +
        '  shared/base → shared/domain: allowed, though no file does it\n' +
        '  shared/domain → shared/base: shared/domain/rule.ts → shared/base/bytes.ts',
    ]);
  });

  it('may not for types alone', () => {
    const log = { imports: [], types: ['shared/contract'], node: 'no', doors: ['entry.ts'] } as const;
    expect(rooms.check({ ...sampleTable, rooms: { ...sampleTable.rooms, 'shared/log': log } }).findings).toEqual([
      expect.stringMatching(/^These rooms of the table import each other in a circle: shared\/log, shared\/contract\./),
    ]);
  });
});
