import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { explainRoom } from '../../build/rooms/explain.ts';
import { type SampleRooms, sampleRooms, sampleTable } from './sample-rooms.ts';

let rooms: SampleRooms;
beforeEach(() => {
  rooms = sampleRooms();
});
afterEach(() => rooms.remove());

describe('a room is explained', () => {
  it('by what it imports and what others import of it; tests do not count', () => {
    rooms.plant('core/sync/more.ts', "import type { rows } from '../store/tables/rows.ts';\nimport { file } from '../store/file.ts';");
    rooms.plant('core/store/tables/rows.ts', 'export const rows = 1;');
    const { arrows } = rooms.check();
    expect(explainRoom('core/store', sampleTable, arrows)?.split('\n')).toEqual([
      'core/store imports',
      '  shared/domain: rule.ts (1)',
      'Other rooms import of core/store',
      '  file.ts (2: core/sync)',
      '  tables/entry-table.ts (1: core/unseal)',
      '  tables/rows.ts (1: core/sync, for its types alone)',
    ]);
  });

  it('by what it may import and does not', () => {
    const text = explainRoom('core/engine', sampleTable, rooms.check().arrows);
    expect(text).toContain('and may import, though no file does, core/store');
    expect(text).toMatch(/Other rooms import of core\/engine\n {2}nothing$/);
  });

  it('when it is a single file', () => {
    expect(explainRoom('cli/own-node.ts', sampleTable, rooms.check().arrows)).toContain('\n  cli/own-node.ts (1: cli)');
  });

  it('not at all when the table has none of that name', () => {
    expect(explainRoom('core/gone', sampleTable, rooms.check().arrows)).toBe(null);
  });
});
