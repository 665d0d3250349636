/** A CSV file on its way in: read here, previewed without its secrets, sealed when the steward confirms. */
import { readFile, stat } from 'node:fs/promises';
import { parse } from 'csv-parse/sync';
import { AppError } from '../../shared/base/app-error.ts';
import { fromUtf8 } from '../../shared/base/bytes.ts';
import type { CredentialTitle, StrongroomCalls } from '../../shared/contract/strongroom-calls.ts';
import { columnsFault, columnsLeftOut, guessColumns } from '../../shared/domain/import-columns.ts';
import { type ImportedRow, type RawRow, readImport } from '../../shared/domain/import-rows.ts';
import { line as lineForm } from '../../shared/format/text.ts';
import { contentFrom, fieldsOf } from './content-fields.ts';
import { sealContent } from './credentials.ts';
import type { StrongroomState } from './strongroom-state.ts';

type In<Name extends keyof StrongroomCalls> = StrongroomCalls[Name]['input'];
type Out<Name extends keyof StrongroomCalls> = StrongroomCalls[Name]['output'];

const MAX_CSV_BYTES = 32 * 1024 * 1024;

export class Imports {
  readonly #state: StrongroomState;
  #waiting: { readonly token: string; readonly rows: readonly ImportedRow[] } | null = null;
  #next = 1;

  constructor(state: StrongroomState) {
    this.#state = state;
  }

  /** Throws `import.unreadable`, `import.no_header`, `import.column_missing`, `import.empty`. A later read takes the place of this one. */
  async read({ path, compartments, defaultCompartment, taken }: In<'import.read'>): Promise<Out<'import.read'>> {
    const [header, ...raw] = records(await readText(path));
    if (header === undefined) throw new AppError('import.no_header', 'the file has no first line that names its columns');
    const mapping = guessColumns(header.cells);
    const fault = columnsFault(mapping);
    if (fault !== null) throw new AppError(fault.code, 'a column is missing', { detail: fault.detail });
    const isLine = (text: string) => lineForm.safeParse(text).success;
    const rows = readImport(raw, mapping, { compartments, defaultCompartment, taken: new Set(taken), isLine });
    if (rows.length === 0) throw new AppError('import.empty', 'the file has no rows');
    const token = `i${this.#next++}`;
    this.#waiting = { token, rows };
    const preview = rows.map(({ line, title, system, compartmentName, kind, problems }) => ({
      line,
      title,
      system,
      compartment: compartmentName,
      kind: kind ?? '',
      problems,
    }));
    return { token, columns: header.cells, leftOut: columnsLeftOut(header.cells, mapping), rows: preview };
  }

  /** Seals every row or none. Throws `import.stale` and `import.has_errors`. */
  seal({ token, member, at, ids }: In<'import.seal'>): Out<'import.seal'> {
    const waiting = this.#waiting;
    if (waiting?.token !== token) throw new AppError('import.stale', 'another file was read since');
    const rows = waiting.rows.map((row, i) => {
      const credential = ids[i];
      const { compartment, kind, fields, note } = row;
      if (row.problems.length > 0 || compartment === null || kind === null || kind === 'file' || credential === undefined) {
        throw new AppError('import.has_errors', 'a row has an error');
      }
      const content = contentFrom(kind, fields, note === null ? [] : [{ label: 'Note', value: note }]);
      const title: CredentialTitle = { title: row.title, system: row.system, owner: row.owner };
      return {
        stored: sealContent(this.#state, { credential, version: 1, compartment, kind, member, at }, content),
        title,
        fields: fieldsOf(content).map(({ id }) => id),
      };
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
    throw cause instanceof AppError && cause.code === 'import.unreadable'
      ? cause
      : new AppError('import.unreadable', 'the file cannot be read as UTF-8 text', { cause });
  }
}

interface Located {
  readonly record: string[];
  readonly info: { readonly lines: number };
}

function records(text: string): RawRow[] {
  const delimiter = (text.split('\n', 1)[0] ?? '').includes(';') ? ';' : ',';
  try {
    // With `info` each record comes with its place; the library's types do not know it.
    const read = parse(text, { delimiter, skip_empty_lines: true, relax_column_count: true, info: true }) as unknown as Located[];
    // `lines` is where a record ends; with quoted line breaks it begins that much before.
    return read.map(({ record, info }) => ({ line: info.lines - record.join('').split('\n').length + 1, cells: record }));
  } catch (cause) {
    const line = typeof cause === 'object' && cause !== null && 'lines' in cause ? Number(cause.lines) : 0;
    // No cause: it may quote the line, which holds secrets.
    throw new AppError('import.unreadable', 'the file is not CSV', { detail: { line } });
  }
}
