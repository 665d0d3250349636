import { posix } from 'node:path';
import type { Arrow } from './arrow.ts';
import { cyclesOf } from './cycles.ts';
import { isTestRoom } from './room-of.ts';
import type { RoomTable } from './table.ts';

/**
 * The circles of the product's folders, and those of the table's rows, with one import for each arrow; imports of types count.
 * A folder is the place of a file, without what lies deeper: a folder and one inside it may import each other in one direction only.
 */
export function circlesOf(table: RoomTable, arrows: readonly Arrow[]): string[] {
  const product = arrows.filter(({ fromRoom }) => !isTestRoom(fromRoom, table));
  const folders = new Map<string, Set<string>>();
  const samples = new Map<string, Arrow>();
  for (const arrow of product) {
    const [from, to] = [posix.dirname(arrow.from), posix.dirname(arrow.to)];
    if (from !== to) folders.set(from, (folders.get(from) ?? new Set()).add(to));
    for (const key of [`${from} → ${to}`, `${arrow.fromRoom} → ${arrow.toRoom}`]) if (!samples.has(key)) samples.set(key, arrow);
  }
  const rows = Object.entries(table.rooms)
    .filter(([room]) => !isTestRoom(room, table))
    .map(([room, { imports, types = [] }]) => [room, new Set([...imports, ...types])] as const);
  return [...told('folders', folders, samples), ...told('rooms of the table', new Map(rows), samples)];
}

function told(what: string, graph: ReadonlyMap<string, ReadonlySet<string>>, samples: ReadonlyMap<string, Arrow>): string[] {
  return cyclesOf(new Map([...graph].map(([from, to]) => [from, [...to]]))).map((members) => {
    const lines = members.flatMap((from) =>
      members
        .filter((to) => graph.get(from)?.has(to))
        .map((to) => {
          const sample = samples.get(`${from} → ${to}`);
          return `  ${from} → ${to}: ${sample === undefined ? 'allowed, though no file does it' : `${sample.from} → ${sample.to}`}`;
        }),
    );
    return `These ${what} import each other in a circle: ${members.join(', ')}.\n${lines.join('\n')}`;
  });
}
