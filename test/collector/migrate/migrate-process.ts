/** A move in a process of its own, to be killed: its arguments are those of `halligan-collector migrate`. It ends with whoever started it. */
import { migrateCommand } from '../../../collector/migrate/migrate-command.ts';

process.stdin.resume().once('end', () => process.exit(9));
process.exit(await migrateCommand(process.argv.slice(2), (line) => process.stdout.write(`${line}\n`)));
