/** A CSV file on its way in: read here, previewed without its secrets, sealed when the steward confirms. */
import { readFile, stat } from 'node:fs/promises';
import { parse } from 'csv-parse/sync';
import { AppError } from '../../shared/base/app-error.ts';
import { fromUtf8 } from '../../shared/base/bytes.ts';
import type { CredentialTitle, StrongroomCalls } from '../../shared/contract/strongroom-calls.ts';
import { type ImportedRow, importRows } from '../../shared/domain/import-rows.ts';
import { contentFrom, fieldsOf } from './content-fields.ts';
import { sealed } from './credentials.ts';
import type { RoomState } from './room-state.ts';
import { checkOtpauth } from './one-time-code.ts';

type In<Name extends keyof StrongroomCalls> = StrongroomCalls[Name]['input'];
type Out<Name extends keyof StrongroomCalls> = StrongroomCalls[Name]['output'];

const MAX_CSV_BYTES = 32 * 1024 * 1024;

export class Imports {
  readonly #state: RoomState;
  #waiting: { readonly token: string; readonly rows: readonly ImportedRow[] } | null = null;
  #next = 1;

  constructor(state: RoomState) {
    this.#state = state;
  }

  /** Throws `import.unreadable`, `import.no_header`, `import.empty`. A later read takes the place of this one. */
  async read({ path, compartments, titles }: In<'import.read'>): Promise<Out<'import.read'>> {
    const [header, ...rows] = records(await readText(path));
    if (header === undefined) throw new AppError('import.no_header', 'the file has no first line that names its columns');
    const read = importRows({ header, rows, compartments, titles, otpauthFault: (uri) => otpauthFault(uri) });
    if (read.rows.length === 0) throw new AppError('import.empty', 'the file has no rows');
    const token = `i${this.#next++}`;
    this.#waiting = { token, rows: read.rows };
    const preview = read.rows.map(({ line, title, system, compartmentName, kind, problems }) => ({ line, title, system, compartment: compartmentName, kind, problems }));
    return { token, columns: read.columns, rows: preview };
  }

  /** Seals every row or none. Throws `import.stale` and `import.has_errors`. */
  seal({ token, member, at, ids }: In<'import.seal'>): Out<'import.seal'> {
    const waiting = this.#waiting;
    if (waiting?.token !== token) throw new AppError('import.stale', 'another file was read since');
    const rows = waiting.rows.map((row, i) => {
      const credential = ids[i];
      if (row.problems.length > 0 || row.credential === null || credential === undefined) throw new AppError('import.has_errors', 'a row has an error');
      const { compartment, kind, fields, extra } = row.credential;
      const content = contentFrom(kind, fields, extra);
      const title: CredentialTitle = { title: row.title, system: row.system, owner: row.owner };
      return { stored: sealed(this.#state, { credential, version: 1, compartment, kind, member, at }, content), title, fields: fieldsOf(content).map(({ id }) => id) };
    });
    this.#waiting = null;
    return { rows };
  }
}

async function readText(path: string): Promise<string> {
  try {
    const { size } = await stat(path);
    if (size > MAX_CSV_BYTES) throw new AppError('import.unreadable', 'a CSV file has at most 32 MiB', { detail: { size } });
    return fromUtf8(await readFile(path)).replace(/^\uFEFF/, '');
  } catch (cause) {
    throw cause instanceof AppError && cause.code === 'import.unreadable' ? cause : new AppError('import.unreadable', 'the file cannot be read as UTF-8 text', { cause });
  }
}

function records(text: string): string[][] {
  const delimiter = (text.split('\n', 1)[0] ?? '').includes(';') ? ';' : ',';
  try {
    return parse(text, { delimiter, skip_empty_lines: true, relax_column_count: true });
  } catch (cause) {
    const line = typeof cause === 'object' && cause !== null && 'lines' in cause ? Number(cause.lines) : 0;
    // No cause: it may quote the line, which holds secrets.
    throw new AppError('import.unreadable', 'the file is not CSV', { detail: { line } });
  }
}

function otpauthFault(uri: string): boolean {
  try {
    checkOtpauth(uri);
    return false;
  } catch {
    return true;
  }
}
