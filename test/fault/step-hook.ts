/**
 * Loaded before everything else in a child of this suite, and nowhere else (`node --import`): counts the write steps of the
 * engine between `arm` and `disarm`, and kills the process at the one that HALLIGAN_FAULT_STEP names. A step is the instant
 * before or after a statement that writes, a transaction's begin or commit, or a call that changes a file.
 */
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import Database from 'better-sqlite3';

const killAt = Number(process.env['HALLIGAN_FAULT_STEP'] ?? 0);
let armed = false;
let count = 0;

function step(): void {
  if (!armed) return;
  count += 1;
  if (count === killAt) process.kill(process.pid, 'SIGKILL');
}

export function arm(): void {
  armed = true;
  count = 0;
}

/** How many steps there were. */
export function disarm(): number {
  armed = false;
  return count;
}

type Call = (...args: unknown[]) => unknown;

function hooked(call: Call): Call {
  return function (this: unknown, ...args: unknown[]): unknown {
    step();
    const result = call.apply(this, args);
    step();
    return result;
  };
}

const files = fs as unknown as Record<string, Call>; // the functions below are looked up by name
for (const name of ['writeFileSync', 'fsyncSync', 'renameSync', 'rmSync', 'mkdirSync'] as const) files[name] = hooked(files[name] as Call);
syncBuiltinESMExports();

const WRITES = /^\s*(BEGIN|COMMIT|ROLLBACK|INSERT|UPDATE|DELETE|REPLACE)/i;
const database = Database.prototype as unknown as Record<'prepare' | 'exec', Call>;
database.exec = hooked(database.exec);
const prepare = database.prepare;
database.prepare = function (this: unknown, ...args: unknown[]): unknown {
  const statement = prepare.apply(this, args) as { run: Call };
  if (WRITES.test(String(args[0]))) statement.run = hooked(statement.run);
  return statement;
};

/** HALLIGAN_FAULT_PAGES: how many pages a database may grow before SQLite finds the disk full. */
const roomInPages = process.env['HALLIGAN_FAULT_PAGES'];
const pragma = (Database.prototype as unknown as Record<'pragma', Call>).pragma;
(Database.prototype as unknown as Record<'pragma', Call>).pragma = function (this: unknown, ...args: unknown[]): unknown {
  const result = pragma.apply(this, args);
  // The engine sets this one whenever it opens a file.
  if (roomInPages !== undefined && String(args[0]).startsWith('cell_size_check =')) {
    const pages = Number(pragma.call(this, 'page_count', { simple: true }));
    pragma.call(this, `max_page_count = ${pages + Number(roomInPages)}`);
  }
  return result;
};
