import { isBuiltin } from 'node:module';
import type { ImportSite } from './imports-of.ts';
import { within } from './room-of.ts';
import type { RoomTable } from './table.ts';

/** Why an import of a package, or of one of Node's modules, is refused, or null. */
export function wrongName(file: string, room: string, specifier: string, kind: ImportSite['kind'], table: RoomTable): string | null {
  if (isBuiltin(specifier)) {
    if (!specifier.startsWith('node:')) return `imports '${specifier}': write 'node:${specifier}'.`;
    if (table.rooms[room]?.node !== 'yes') return `imports ${specifier}: ${room} runs where Node is not.`;
    if (table.packages[specifier] === undefined) return null;
  }
  const parts = specifier.split('/').slice(0, specifier.startsWith('@') ? 2 : 1);
  const name = isBuiltin(specifier) ? specifier : parts.join('/');
  const rule = table.packages[name];
  if (rule === undefined) return `imports ${specifier}, which is no package of build/rooms.ts (aliases are not used here).`;
  if (rule.rooms.some((place) => within(file, place))) return null;
  if (rule.types?.some((place) => within(file, place)))
    return kind === 'type' ? null : `imports ${name}: here only its types may be named (\`import type\`).`;
  return `imports ${name}, which only ${rule.rooms.join(', ')} may import.`;
}
