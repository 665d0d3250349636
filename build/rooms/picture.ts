import { floorsOf } from './floors.ts';
import { isTestRoom } from './room-of.ts';
import type { RoomTable } from './table.ts';

const BEGIN = '<!-- rooms:begin -->';
const END = '<!-- rooms:end -->';
const WIDEST = 66;

const LEGEND =
  'A room may import the rooms in its line, and of each only the doors: the files that the room names for others. ' +
  '`shared/*` is every room of `shared`. A room on floor 0 imports no other; each other one stands above all that it may import.';

/**
 * The table of rooms as Markdown: a picture of the top folders, then each folder's rooms from the ground up with what they may import
 * and the files that others may import of them.
 */
export function roomPicture(table: RoomTable): string {
  const rooms = new Map(
    Object.entries(table.rooms)
      .filter(([name]) => !isTestRoom(name, table))
      .map(([name, { imports, types = [] }]) => [name, [...imports, ...types]]),
  );
  const floors = floorsOf(rooms);
  const tops = new Map([...Map.groupBy(rooms, ([name]) => topOf(name))].map(([top, rows]) => [top, belowTop(top, rows)]));
  const parts = upwards(floorsOf(tops)).map((top) => {
    const names = upwards(floors).filter((name) => topOf(name) === top);
    const rows = names.map((name) => rowOf(name, floors.get(name) ?? 0, table));
    return [`**${top}**`, '', ...aligned([['room', 'floor', 'may import', 'doors'], ...rows])].join('\n');
  });
  return [flowchart(tops), LEGEND, ...parts].join('\n\n');
}

/** The nodes from the ground up, those of one floor in the order of the table. */
function upwards(floors: ReadonlyMap<string, number>): string[] {
  return [...floors].sort(([, a], [, b]) => a - b).map(([name]) => name);
}

/** The other top folders that the rooms of this one may import. */
function belowTop(top: string, rows: readonly (readonly [string, readonly string[]])[]): string[] {
  return [...new Set(rows.flatMap(([, below]) => below.map(topOf)))].filter((one) => one !== top);
}

/** `document` with the picture between its markers. Throws a `RangeError` when it does not have both, once and in order. */
export function withPicture(document: string, picture: string): string {
  const [before, between, ...more] = document.split(BEGIN);
  const [, after, ...rest] = between?.split(END) ?? [];
  if (before === undefined || after === undefined || more.length > 0 || rest.length > 0)
    throw new RangeError(`the document does not have ${BEGIN} and ${END}, each once and in that order`);
  return `${before}${BEGIN}\n\n${picture}\n\n${END}${after}`;
}

function topOf(room: string): string {
  return room.split('/')[0] ?? room;
}

/** Top folders and their arrows; single files at the top (`package.json`) stand only in the tables. */
function flowchart(tops: ReadonlyMap<string, readonly string[]>): string {
  const drawn = upwards(floorsOf(tops)).filter((top) => !isFile(top));
  const nodes = drawn.map((top) => `  ${idOf(top)}["${top}"]`);
  const arrows = drawn.flatMap((top) =>
    drawn.filter((one) => tops.get(top)?.includes(one)).map((one) => `  ${idOf(top)} --> ${idOf(one)}`),
  );
  return ['```mermaid', 'flowchart TD', ...nodes, ...arrows, '```'].join('\n');
}

/** A name that mermaid takes for a node: `end` and the like are words of its own, and a dot ends a name. */
function idOf(top: string): string {
  return `room_${top.replace(/\W/g, '_')}`;
}

function rowOf(name: string, floor: number, table: RoomTable): string[] {
  const { imports, types = [], doors = [] } = table.rooms[name] ?? { imports: [] };
  const allowed = [...shortened(imports, name, table), ...shortened(types, name, table).map((one) => `${one} (types)`)];
  return [`\`${name}\``, String(floor), listed(allowed), isFile(name) ? 'itself' : listed([...doors].map((door) => `\`${door}\``))];
}

/** All rooms of a folder together are written `folder/*`. */
function shortened(imports: readonly string[], self: string, table: RoomTable): string[] {
  const all = Object.keys(table.rooms);
  const tops = [...new Set(imports.map(topOf))];
  return tops.flatMap((top) => {
    const whole = all.filter((name) => topOf(name) === top && name !== self);
    const some = imports.filter((name) => topOf(name) === top);
    return whole.length > 1 && whole.every((name) => some.includes(name)) ? [`\`${top}/*\``] : some.map((name) => `\`${name}\``);
  });
}

function isFile(name: string): boolean {
  return /\.\w+$/.test(name);
}

function listed(words: readonly string[]): string {
  return words.length === 0 ? '–' : words.join(', ');
}

/** A table whose columns stand in line as plain text too, where their cells are not very long. */
function aligned(rows: readonly (readonly string[])[]): string[] {
  const columns = rows[0]?.length ?? 0;
  const widest = (column: number): number => Math.max(...rows.map((row) => row[column]?.length ?? 0));
  const widths = Array.from({ length: columns - 1 }, (_, column) => Math.min(WIDEST, widest(column)));
  const line = (row: readonly string[]): string => `| ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  const rule = [...widths.map((width) => '-'.repeat(width)), '---'];
  return [rows[0] ?? [], rule, ...rows.slice(1)].map(line);
}
