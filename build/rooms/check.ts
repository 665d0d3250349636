import { readFileSync, statSync } from 'node:fs';
import { join, posix } from 'node:path';
import type { Arrow } from './arrow.ts';
import { circlesOf } from './circles.ts';
import { cyclesOf } from './cycles.ts';
import { type ModuleFacts, readModule } from './read-module.ts';
import { isTestRoom, roomOf, within } from './room-of.ts';
import { type SourceFiles, sourceFiles } from './source-files.ts';
import type { RoomTable } from './table.ts';
import { wrongFolder } from './wrong-folder.ts';
import { wrongName } from './wrong-name.ts';
import { wrongPage } from './wrong-page.ts';
import { wrongRoom } from './wrong-room.ts';
import { wrongTable } from './wrong-table.ts';

/** The result of one check: how much was read, what breaks a rule, and every import, for those who explain or draw them. */
export interface RoomReport {
  readonly modules: number;
  readonly imports: number;
  /** One sentence for each broken rule, with file, line and what is allowed; empty when all is well. */
  readonly findings: readonly string[];
  /** Every import of one file of the project by another. */
  readonly arrows: readonly Arrow[];
}

interface Checked {
  readonly findings: readonly string[];
  readonly arrows: readonly Arrow[];
  /** What the file did that the check cannot follow and the table allows. */
  readonly notFollowed: ReadonlySet<string>;
}

/** What may be imported and is no module. Everything else could be code that is not looked at. */
const DATA = /\.(css|json|sql|py|txt|svg|png|woff2)$/;

/**
 * Reads every source file under `root` and checks it against the table: imports by resolved path and door, npm packages and Node's
 * modules by room, watched globals by theirs, and everything that could load code unseen; then circles of files, folders and rooms
 * (imports of types included), and that the table says nothing that is not so. A specifier that is neither relative, nor `node:`,
 * nor a package of the table is refused, so an alias opens nothing.
 */
export function checkRooms(root: string, table: RoomTable): RoomReport {
  const files = sourceFiles(root);
  const owners = new Set(Object.keys(table.globals).map((member) => member.split('.')[0] ?? member));
  const findings: string[] = files.links.map(
    (link) => `${link} is a symbolic link, behind which the check cannot look: use the file itself.`,
  );
  const arrows: Arrow[] = [];
  let imports = 0;
  for (const file of files.modules) {
    const facts = readModule(
      file,
      readFileSync(join(root, file), 'utf8'),
      owners,
      isTestRoom(roomOf(file, table), table) ? 'imports' : 'everything',
    );
    imports += facts.imports.length;
    const checked = checkFile(root, file, facts, table);
    findings.push(...checked.findings);
    arrows.push(...checked.arrows);
    const needless = table.notFollowed[file]?.filter((what) => !checked.notFollowed.has(what)) ?? [];
    findings.push(...needless.map((what) => `The table lets ${file} use ${what} unseen, and it does not use it.`));
  }
  findings.push(...wrongPages(root, files, table), ...circlesOfFiles(files.modules, arrows), ...circlesOf(table, arrows));
  findings.push(...wrongTable(root, table, arrows));
  if (files.modules.length < table.minimumModules) {
    findings.push(
      `Only ${files.modules.length} modules were found under ${root}, at least ${table.minimumModules} were expected: is this the right folder?`,
    );
  }
  return { modules: files.modules.length, imports, findings: [...new Set(findings)], arrows };
}

function checkFile(root: string, file: string, facts: ModuleFacts, table: RoomTable): Checked {
  const room = roomOf(file, table);
  const rules = room === null ? undefined : table.rooms[room];
  if (room === null || rules === undefined)
    return {
      findings: [`${file} lies in no room: move it, or give its folder a line in build/rooms.ts.`],
      arrows: [],
      notFollowed: new Set(),
    };
  const isTest = isTestRoom(room, table);
  const findings: string[] = isTest ? [] : wrongFolder(file, room, rules);
  const arrows: Arrow[] = [];
  const notFollowed = new Set<string>();
  const refuse = (line: number, why: string | null): void => {
    if (why !== null) findings.push(`${file}:${line} ${why}`);
  };
  const refuseUnseen = (line: number, what: string, why: string): void => {
    if (table.notFollowed[file]?.includes(what)) notFollowed.add(what);
    else refuse(line, why);
  };

  for (const site of facts.imports) {
    const { specifier, line, kind } = site;
    if (specifier === null) {
      if (!isTest) refuseUnseen(line, 'import()', 'loads code by a name made at run time, which cannot be checked: write the name.');
    } else if (specifier.startsWith('.')) {
      const path = posix.join(posix.dirname(file), specifier.split('?')[0] ?? '');
      const toRoom = roomOf(path, table);
      refuse(line, wrongFile(root, specifier, path) ?? wrongRoom(room, site, { path, room: toRoom }, table));
      arrows.push({ from: file, fromRoom: room, to: path, toRoom: toRoom ?? '', kind, line });
    } else if (!isTest) refuse(line, wrongName(file, room, specifier, kind, table));
  }
  if (isTest) return { findings, arrows, notFollowed };
  const isStandIn = Object.values(table.packages).some(({ standIn }) => standIn === file);
  for (const { name, line } of isStandIn ? [] : facts.reExports)
    refuse(line, `hands on ${name} of another file: let others import it where it is made.`);
  for (const use of facts.uses) {
    if (use.kind === 'unseen') refuseUnseen(use.line, use.what, use.says);
    if (use.kind === 'node' && rules.node === 'no') refuse(use.line, `uses ${use.name}: ${room} runs where Node is not.`);
    const places = use.kind === 'member' ? table.globals[use.member] : undefined;
    if (use.kind === 'member' && places?.some((place) => within(file, place)) === false)
      refuse(use.line, `uses ${use.member}, which only ${places.join(', ')} may use.`);
  }
  return { findings, arrows, notFollowed };
}

/** Why that path can be no import of anybody, or null. */
function wrongFile(root: string, specifier: string, path: string): string | null {
  if (path.startsWith('..')) return `imports ${specifier}, which lies outside the project.`;
  if (statSync(join(root, path), { throwIfNoEntry: false })?.isFile() !== true)
    return `imports ${path}, which does not exist (write the file's whole name, with its ending).`;
  if (/\.[cm]?[jt]sx?$/.test(path) || DATA.test(path)) return null;
  return `imports ${path}, whose ending says neither code nor data that this check knows.`;
}

function wrongPages(root: string, { pages, styles }: SourceFiles, table: RoomTable): string[] {
  return [...pages, ...styles]
    .filter((file) => !isTestRoom(roomOf(file, table), table))
    .flatMap((file) => wrongPage(file, readFileSync(join(root, file), 'utf8')));
}

function circlesOfFiles(modules: readonly string[], arrows: readonly Arrow[]): string[] {
  const graph = new Map<string, string[]>(modules.map((file) => [file, []]));
  for (const { from, to } of arrows) graph.get(from)?.push(to);
  return cyclesOf(graph).map((cycle) => `These files import each other in a circle: ${cycle.join(' → ')} → ${cycle[0]}.`);
}
