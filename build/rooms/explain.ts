import type { Arrow } from './arrow.ts';
import { isTestRoom } from './room-of.ts';
import type { RoomTable } from './table.ts';

/**
 * What one room imports of others and what others import of it, file by file, with how many do: what a list of doors is written from.
 * Null when there is no room of that name.
 */
export function explainRoom(name: string, table: RoomTable, arrows: readonly Arrow[]): string | null {
  const room = table.rooms[name];
  if (room === undefined) return null;
  const out = arrows.filter(({ fromRoom, toRoom }) => fromRoom === name && toRoom !== name);
  const into = arrows.filter(({ fromRoom, toRoom }) => toRoom === name && fromRoom !== name && !isTestRoom(fromRoom, table));
  const used = new Set(out.map(({ toRoom }) => toRoom));
  const needless = [...room.imports, ...(room.types ?? [])].filter((one) => one !== '*' && !used.has(one));
  return [
    `${name} imports`,
    ...counted(out, ({ toRoom, to }) => (toRoom === to ? to : `${toRoom}: ${to.slice(toRoom.length + 1)}`), 'files'),
    ...(needless.length === 0 ? [] : [`and may import, though no file does, ${needless.join(', ')}`]),
    `Other rooms import of ${name}`,
    ...counted(into, ({ to }) => (to === name ? to : to.slice(name.length + 1)), 'rooms'),
  ].join('\n');
}

/** A line for each file that the arrows lead to: how many do, and from which rooms when that is asked. */
function counted(arrows: readonly Arrow[], lineOf: (arrow: Arrow) => string, tells: 'files' | 'rooms'): string[] {
  const groups = [...Map.groupBy(arrows, lineOf)].sort(([a], [b]) => (a < b ? -1 : 1));
  const lines = groups.map(([line, group]) => {
    const rooms = [...new Set(group.map(({ fromRoom }) => fromRoom))].sort();
    const from = tells === 'rooms' ? `: ${rooms.join(', ')}` : '';
    return `  ${line} (${group.length}${from}${group.every(({ kind }) => kind === 'type') ? ', for its types alone' : ''})`;
  });
  return lines.length === 0 ? ['  nothing'] : lines;
}
