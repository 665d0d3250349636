import type { RoomTable } from './table.ts';

/** True when `path` is `place` or lies in it. */
export function within(path: string, place: string): boolean {
  return path === place || path.startsWith(`${place}/`);
}

/** The room of a file: the longest name in the table that holds it, or null. Tests beside the code count as `test`. */
export function roomOf(path: string, table: RoomTable): string | null {
  if (/\.(test|spec)\.[cm]?[jt]sx?$/.test(path) || /^[^/]*\.config\.ts$/.test(path)) return 'test';
  let longest: string | null = null;
  for (const room in table.rooms) if (within(path, room) && room.length > (longest?.length ?? -1)) longest = room;
  return longest;
}

/** True for the rooms of the tests, which may import everything and which nobody imports. */
export function isTestRoom(room: string | null, table: RoomTable): boolean {
  return room !== null && table.rooms[room]?.imports.includes('*') === true;
}
