// `npm run rooms`: says each import that breaks the table in build/rooms.ts. `-- --explain ROOM` says instead what that room imports
// and what others import of it.
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { checkRooms } from './rooms/check.ts';
import { explainRoom } from './rooms/explain.ts';
import { roomTable } from './rooms.ts';

const { explain } = parseArgs({ options: { explain: { type: 'string' } } }).values;
const report = checkRooms(join(import.meta.dirname, '..'), roomTable);
if (explain === undefined) {
  for (const finding of report.findings) console.error(finding);
  console.log(`Rooms: ${report.modules} modules, ${report.imports} imports, ${report.findings.length} broken rules.`);
  process.exitCode = report.findings.length === 0 ? 0 : 1;
} else {
  const text = explainRoom(explain, roomTable, report.arrows);
  if (text === null) console.error(`There is no room ${explain}: choose one of ${Object.keys(roomTable.rooms).join(', ')}.`);
  else console.log(text);
  process.exitCode = text === null ? 1 : 0;
}
