import { existsSync, readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { join, posix } from 'node:path';
import { cyclesOf } from './cycles.ts';
import { type ImportSite, importsOf } from './imports-of.ts';
import { sourceFiles } from './source-files.ts';
import type { RoomTable } from './table.ts';

export interface RoomReport {
  readonly modules: number;
  readonly imports: number;
  /** One sentence for each broken rule, with file, line and the rooms that are allowed; empty when all is well. */
  readonly findings: readonly string[];
}

const within = (path: string, place: string): boolean => place === '*' || path === place || path.startsWith(`${place}/`);

/** The room of a file: the longest name in the table that holds it. Tests beside the code count as `test`. */
export function roomOf(path: string, table: RoomTable): string | null {
  if (/\.(test|spec)\.[cm]?[jt]sx?$/.test(path) || /^[^/]*\.config\.ts$/.test(path)) return 'test';
  const holders = Object.keys(table.rooms).filter((room) => within(path, room));
  return holders.sort((a, b) => b.length - a.length)[0] ?? null;
}

/**
 * Reads every source file under `root` and checks each import against the table: rooms by resolved path, npm packages by their door,
 * Node's modules by room, watched globals by theirs; then cycles over the whole graph (imports of types included) and the number of
 * modules. A specifier that is neither relative, nor `node:`, nor a package of the table is refused, so an alias opens nothing.
 */
export function checkRooms(root: string, table: RoomTable): RoomReport {
  const findings: string[] = [];
  const graph = new Map<string, string[]>();
  let imports = 0;
  const files = sourceFiles(root);
  for (const file of files) {
    const room = roomOf(file, table);
    if (room === null) {
      findings.push(`${file} lies in no room: move it, or give its folder a line in build/rooms.ts.`);
      continue;
    }
    const found = importsOf(file, readFileSync(join(root, file), 'utf8'), Object.keys(table.globals));
    const edges: string[] = [];
    for (const site of found.imports) {
      imports += 1;
      const target = site.specifier?.startsWith('.') ? posix.join(posix.dirname(file), site.specifier.split('?')[0] ?? '') : null;
      const wrong = target === null ? wrongName(file, room, site, table) : wrongRoom(root, room, site, target, table);
      if (wrong !== null) findings.push(`${file}:${site.line} ${wrong}`);
      if (target !== null) edges.push(target);
    }
    for (const use of found.globals) {
      const doors = table.globals[use.member] ?? [];
      if (room !== 'test' && !doors.some((door) => within(file, door))) {
        findings.push(`${file}:${use.line} uses ${use.member}, whose one door is ${doors.join(', ')}.`);
      }
    }
    graph.set(file, edges);
  }
  for (const cycle of cyclesOf(graph)) findings.push(`These files import each other in a circle: ${cycle.join(' → ')} → ${cycle[0]}.`);
  if (files.length < table.minimumModules) {
    findings.push(
      `Only ${files.length} modules were found under ${root}, at least ${table.minimumModules} were expected: is this the right folder?`,
    );
  }
  return { modules: files.length, imports, findings };
}

/** Why a relative import is refused, or null. */
function wrongRoom(root: string, room: string, site: ImportSite, target: string, table: RoomTable): string | null {
  if (target.startsWith('..')) return `imports ${site.specifier}, which lies outside the project.`;
  if (!existsSync(join(root, target))) return `imports ${target}, which does not exist (write the file's whole name, with its ending).`;
  const to = roomOf(target, table);
  const rules = table.rooms[room];
  if (to === null || rules === undefined) return `imports ${target}, which lies in no room.`;
  if (to === room || rules.imports.includes('*') || rules.imports.includes(to)) return null;
  if (rules.types?.includes(to))
    return site.kind === 'type' ? null : `imports ${target}: ${room} may only name the types of ${to} (\`import type\`).`;
  const allowed = [...rules.imports, ...(rules.types ?? []).map((name) => `${name} (types)`)];
  return `imports ${target}: ${room} may import ${allowed.length === 0 ? 'no other room' : `only ${allowed.join(', ')}`}, and ${to} is not among them.`;
}

/** Why an import by name (a package, one of Node's modules, a computed name) is refused, or null. */
function wrongName(file: string, room: string, site: ImportSite, table: RoomTable): string | null {
  const { specifier } = site;
  if (room === 'test') return null;
  if (specifier === null) {
    return table.computedImports.some((place) => within(file, place))
      ? null
      : 'loads code by a name made at run time, which cannot be checked: write the name.';
  }
  if (isBuiltin(specifier)) {
    if (!specifier.startsWith('node:')) return `imports '${specifier}': write 'node:${specifier}'.`;
    return table.rooms[room]?.node === 'yes' ? null : `imports ${specifier}: ${room} runs where Node is not.`;
  }
  const name = specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
  const rule = table.packages[name];
  if (rule === undefined) return `imports ${specifier}, which is no package of build/rooms.ts (aliases are not used here).`;
  if (rule.rooms.some((place) => within(file, place))) return null;
  if (rule.types?.some((place) => within(file, place)))
    return site.kind === 'type' ? null : `imports ${name}: here only its types may be named (\`import type\`).`;
  return `imports ${name}, whose only door is ${rule.rooms.join(', ')}.`;
}
