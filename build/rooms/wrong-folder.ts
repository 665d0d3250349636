import { posix } from 'node:path';
import type { Room } from './table.ts';

/**
 * Why a file may not be in its folder: a folder within a room is a room of its own, with a row, unless the row of the one around it
 * names it. Otherwise a new feature would have the rights of its parent without a line in the table. Empty when all is well.
 */
export function wrongFolder(file: string, room: string, { folders = [] }: Room): string[] {
  const folder = posix.dirname(file);
  if (file === room || folder === room) return [];
  const inner = `${folder.slice(room.length + 1)}/`;
  if (folders.some((name) => inner.startsWith(name))) return [];
  return [`${file} lies in a folder that no row names: give ${folder} a row in build/rooms.ts, or name it in \`folders\` of ${room}.`];
}
