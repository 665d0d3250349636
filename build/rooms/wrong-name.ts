import { isBuiltin } from 'node:module';
import type { ImportSite } from './imports-of.ts';
import { within } from './room-of.ts';
import type { RoomTable } from './table.ts';

/** Why an import of a package, or of one of Node's modules, is refused, or null. */
export function wrongName(file: string, room: string, specifier: string, kind: ImportSite['kind'], table: RoomTable): string | null {
  if (isBuiltin(specifier)) {
    if (!specifier.startsWith('node:')) return `imports '${specifier}': write 'node:${specifier}'.`;
    if (table.rooms[room]?.node !== 'yes') return `imports ${specifier}: ${room} runs where Node is not.`;
    if (placedName(specifier, table) === null) return null;
  }
  const parts = specifier.split('/');
  const name = isBuiltin(specifier)
    ? (placedName(specifier, table) ?? specifier)
    : parts.slice(0, specifier.startsWith('@') ? 2 : 1).join('/');
  const rule = Object.hasOwn(table.packages, name) ? table.packages[name] : undefined;
  if (rule === undefined) return `imports ${specifier}, which is no package of build/rooms.ts (aliases are not used here).`;
  if (parts.some((part) => part === '' || /^\.|[%\\]/.test(part)))
    return `imports ${specifier}, which leads out of a package: name the package that is meant.`;
  if (rule.rooms.some((place) => within(file, place))) return null;
  if (rule.types?.some((place) => within(file, place)))
    return kind === 'type' ? null : `imports ${name}: here only its types may be named (\`import type\`).`;
  return `imports ${name}, which only ${rule.rooms.join(', ')} may import.`;
}

/** The name under which the table places one of Node's modules, or null for one that it does not: `node:dns` holds for `node:dns/promises`. */
function placedName(specifier: string, table: RoomTable): string | null {
  const names = [specifier, specifier.split('/')[0] ?? specifier];
  return names.find((name) => Object.hasOwn(table.packages, name)) ?? null;
}
