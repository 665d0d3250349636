import { DisclosureTable } from './disclosure-table.ts';
import { EntryTable } from './entry-table.ts';
import { HeadTable } from './head-table.ts';
import { LogTable } from './log-table.ts';
import { MarkTable } from './mark-table.ts';
import type { Sql } from './sql.ts';

/** The tables of the audit log. Only the log itself writes them. */
export interface LogTables {
  readonly logs: LogTable;
  readonly entries: EntryTable;
  readonly heads: HeadTable;
  readonly disclosures: DisclosureTable;
  readonly marks: MarkTable;
}

/** The log's tables on this connection. Their statements are prepared here, so the schema must be in place. */
export function logTables(sql: Sql): LogTables {
  return {
    logs: new LogTable(sql),
    entries: new EntryTable(sql),
    heads: new HeadTable(sql),
    disclosures: new DisclosureTable(sql),
    marks: new MarkTable(sql),
  };
}
