// `npm run rooms`: says each import that breaks the table in build/rooms.ts.
import { join } from 'node:path';
import { checkRooms } from './rooms/check.ts';
import { roomTable } from './rooms.ts';

const report = checkRooms(join(import.meta.dirname, '..'), roomTable);
for (const finding of report.findings) console.error(finding);
console.log(`Rooms: ${report.modules} modules, ${report.imports} imports, ${report.findings.length} broken rules.`);
process.exitCode = report.findings.length === 0 ? 0 : 1;
