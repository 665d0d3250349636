// `npm run picture`: writes the picture of the rooms, as the table in build/rooms.ts has them, into ARCHITECTURE.md.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { roomPicture, withPicture } from './rooms/picture.ts';
import { roomTable } from './rooms.ts';

const path = join(import.meta.dirname, '../ARCHITECTURE.md');
const before = readFileSync(path, 'utf8');
const after = withPicture(before, roomPicture(roomTable));
if (after !== before) writeFileSync(path, after);
console.log(after === before ? 'ARCHITECTURE.md has the picture already.' : 'ARCHITECTURE.md has a new picture.');
