import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { roomPicture, withPicture } from '../../build/rooms/picture.ts';
import { roomTable } from '../../build/rooms.ts';
import { sampleTable } from './sample-rooms.ts';

const document = readFileSync(join(import.meta.dirname, '../../ARCHITECTURE.md'), 'utf8');

describe('the picture of the rooms', () => {
  it('stands in ARCHITECTURE.md as the table has it (`node build/run.mjs picture` writes it)', () => {
    expect(document).toBe(withPicture(document, roomPicture(roomTable)));
  });

  it('names every room of the table but the tests, with what it may import and its doors', () => {
    const picture = roomPicture(sampleTable);
    const lines = picture.split('\n').map((line) => line.replace(/ +/g, ' '));
    expect(lines).toContain('| `shared/base` | 0 | – | `bytes.ts` |');
    expect(lines).toContain('| `shared/contract` | 1 | `shared/log` (types) | `view.ts` |');
    expect(lines).toContain('| `core/store` | 2 | `shared/domain` | `file.ts`, `tables/` |');
    expect(lines).toContain('| `cli/own-node.ts` | 0 | – | itself |');
    const rows = lines.filter((line) => line.startsWith('| `'));
    const rooms = Object.keys(sampleTable.rooms).filter((room) => room !== 'test');
    expect(rows.map((row) => row.split('`')[1]).sort()).toEqual(rooms.sort());
  });

  it('has the rooms of a folder from the ground up, and the folders too', () => {
    const picture = roomPicture(sampleTable);
    const places = ['**shared**', '`shared/base`', '`shared/contract`', '**core**', '`core/store` ', '`core/engine`', '**renderer**'];
    const offsets = places.map((place) => picture.indexOf(place));
    expect(offsets).toEqual([...offsets].sort((a, b) => a - b));
    expect(offsets).not.toContain(-1);
  });

  it('draws each top folder once and each arrow between two of them once', () => {
    const chart = /```mermaid\n([\s\S]*?)```/.exec(roomPicture(sampleTable))?.[1]?.trim().split('\n') ?? [];
    expect(chart).toEqual([
      'flowchart TD',
      '  room_shared["shared"]',
      '  room_collector["collector"]',
      '  room_cli["cli"]',
      '  room_core["core"]',
      '  room_renderer["renderer"]',
      '  room_rescue["rescue"]',
      '  room_core --> room_shared',
      '  room_renderer --> room_shared',
      '  room_rescue --> room_shared',
    ]);
  });

  it('writes all rooms of a folder short, and ends for a table that goes round', () => {
    const row = { node: 'no' } as const;
    const rooms = {
      'a/one': { ...row, imports: ['a/two'] },
      'a/two': { ...row, imports: ['a/one'] },
      'b/all': { ...row, imports: ['a/one', 'a/two'] },
    };
    expect(roomPicture({ ...sampleTable, rooms }).replace(/ +/g, ' ')).toContain('| `b/all` | 2 | `a/*` | – |');
  });

  it('is put between the markers, and nowhere else', () => {
    const text = '# House\n<!-- rooms:begin -->\nold\n<!-- rooms:end -->\nmore';
    expect(withPicture(text, 'new')).toBe('# House\n<!-- rooms:begin -->\n\nnew\n\n<!-- rooms:end -->\nmore');
    for (const wrong of ['', '<!-- rooms:begin -->', '<!-- rooms:end --><!-- rooms:begin -->', text + text])
      expect(() => withPicture(wrong, 'new')).toThrow(RangeError);
  });
});
