import { existsSync, statSync } from 'node:fs';
import { join, posix } from 'node:path';
import type { Arrow } from './arrow.ts';
import { isTestRoom, roomOf } from './room-of.ts';
import type { RoomTable } from './table.ts';
import { doorTo } from './wrong-room.ts';

/** What the table says that is not so (any more): rooms and places that do not exist, and doors that are missing or that nobody uses. */
export function wrongTable(root: string, table: RoomTable, arrows: readonly Arrow[]): string[] {
  return [...wrongRows(root, table), ...wrongDoors(root, table, arrows), ...wrongPlaces(root, table)];
}

function wrongRows(root: string, table: RoomTable): string[] {
  return Object.entries(table.rooms).flatMap(([room, { imports, types = [], doors = [], node }]) => {
    if (!existsSync(join(root, room))) return [`The table has a row for ${room}, which does not exist.`];
    const found = [...imports, ...types]
      .filter((name) => name !== '*')
      .flatMap((name) => {
        if (table.rooms[name] === undefined) return [`${room} may import ${name}, which is no room of the table.`];
        if (isTestRoom(name, table)) return [`${room} may import ${name}, which only holds tests.`];
        const needsNode = node === 'no' && imports.includes(name) && table.rooms[name]?.node === 'yes';
        return needsNode ? [`${room} runs where Node is not, and may import ${name}, which needs Node.`] : [];
      });
    if (doors.length > 0 && !statSync(join(root, room)).isDirectory()) found.push(`${room} is a single file, which is its own door.`);
    return found;
  });
}

function wrongDoors(root: string, table: RoomTable, arrows: readonly Arrow[]): string[] {
  const used = new Set<string>();
  for (const { to, fromRoom, toRoom } of arrows) {
    const room = table.rooms[toRoom];
    if (room === undefined || fromRoom === toRoom || isTestRoom(fromRoom, table)) continue;
    used.add(`${toRoom}: ${doorTo(to, toRoom, room)}`);
  }
  const there = Object.entries(table.rooms).filter(([room]) => existsSync(join(root, room)));
  return there.flatMap(([room, { doors = [] }]) =>
    doors.flatMap((door) => {
      const path = posix.join(room, door);
      const real = statSync(join(root, path), { throwIfNoEntry: false });
      if (real === undefined || real.isDirectory() !== door.endsWith('/'))
        return [`${room} names the door ${door}, which does not exist (a folder ends in /).`];
      const holder = roomOf(path.replace(/\/$/, ''), table);
      if (holder !== room) return [`${room} names the door ${door}, which belongs to ${holder}.`];
      return used.has(`${room}: ${door}`) ? [] : [`${room} names a door that nobody uses: ${door}.`];
    }),
  );
}

function wrongPlaces(root: string, table: RoomTable): string[] {
  const packages = Object.entries(table.packages).flatMap(([name, { rooms, types = [], standIn }]) =>
    [...rooms, ...types, ...(standIn === undefined ? [] : [standIn])].map((place) => [name, place] as const),
  );
  const globals = Object.entries(table.globals).flatMap(([name, places]) => places.map((place) => [name, place] as const));
  return [...packages, ...globals, ...Object.keys(table.notFollowed).map((place) => ['notFollowed', place] as const)]
    .filter(([, place]) => !existsSync(join(root, place)))
    .map(([name, place]) => `The table names ${place} under ${name}, and it does not exist.`);
}
