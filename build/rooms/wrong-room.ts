import { posix } from 'node:path';
import type { ImportSite } from './imports-of.ts';
import { isTestRoom } from './room-of.ts';
import type { Room, RoomTable } from './table.ts';

/** A file that an import leads to, and the room that it lies in. */
export interface Target {
  readonly path: string;
  readonly room: string | null;
}

/** Why `room` may not import that file, or null. */
export function wrongRoom(room: string, { kind }: ImportSite, { path, room: to }: Target, table: RoomTable): string | null {
  const rules = table.rooms[room];
  const there = to === null ? undefined : table.rooms[to];
  if (to === null || rules === undefined || there === undefined) return `imports ${path}, which lies in no room.`;
  if (to === room || isTestRoom(room, table)) return null;
  if (!rules.imports.includes(to)) {
    if (!rules.types?.includes(to)) return `imports ${path}: ${room} may import ${allowedBy(rules)}, and ${to} is not among them.`;
    if (kind !== 'type') return `imports ${path}: ${room} may only name the types of ${to} (\`import type\`).`;
  }
  if (to === path || doorTo(path, to, there) !== null) return null;
  const doors = there.doors ?? [];
  return doors.length === 0
    ? `imports ${path}: ${to} has no door for other rooms.`
    : `imports ${path}, which is no door of ${to}: other rooms may import only ${doors.join(', ')}.`;
}

/** The line of the list of doors that opens this file, or null. */
export function doorTo(path: string, name: string, room: Room): string | null {
  const inside = posix.relative(name, path);
  return room.doors?.find((door) => (door.endsWith('/') ? inside.startsWith(door) : inside === door)) ?? null;
}

function allowedBy({ imports, types = [] }: Room): string {
  const all = [...imports, ...types.map((name) => `${name} (types)`)];
  return all.length === 0 ? 'no other room' : `only ${all.join(', ')}`;
}
