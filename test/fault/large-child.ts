/** Fills a little vault with so many credentials, by an import, as one steward would. */
import { writeFileSync } from 'node:fs';
import { World } from '../harness/world/engine-world.ts';
import { openLittle, tinAt } from '../harness/world/little-vault.ts';

const [, , folder = '', rows = '0'] = process.argv;
const world = await World.at(folder, tinAt(folder));
await openLittle(world);
await world.touch({ kind: 'desk', member: world.member('Ann') });
const csv = `${folder}.csv`;
const lines = Array.from({ length: Number(rows) }, (_, i) => `Account ${i},System ${i % 40},root,secret number ${i}`);
writeFileSync(csv, ['title,system,username,password', ...lines].join('\n'));
world.picks = [csv];
const { file } = await world.call('import.pick', {});
const { stored } = await world.call('import.confirm', { token: file?.token ?? '' });
if (stored !== Number(rows)) throw new Error(`${stored} of ${rows} were stored`);
world.engine.stop();
process.exit(0);
