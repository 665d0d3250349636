import type { ErrorDetail } from '../base/app-error.ts';
import type { ErrorCode } from '../base/error-codes.ts';
import { CREDENTIAL_FIELDS, CREDENTIAL_KINDS, type CredentialKind, credentialField, missingFields } from './credential-kind.ts';
import type { ColumnMapping, ImportTarget } from './import-columns.ts';
import { otpauthFromSecret, parseOtpauth } from './otpauth-uri.ts';

/** A row as the CSV reader split it, with the line on which it begins: the header is line 1. */
export interface RawRow {
  readonly line: number;
  readonly cells: readonly string[];
}

/** One thing that is wrong with a row. */
export interface RowProblem {
  readonly code: ErrorCode;
  /** Names columns and compartments, never what a secret cell holds. */
  readonly detail: ErrorDetail;
}

/** One credential to be. It may be stored only when no row of the file has a problem. */
export interface ImportedRow {
  readonly line: number;
  readonly title: string;
  readonly system: string;
  readonly owner: string;
  /** The compartment's id, or null with a problem that says why. */
  readonly compartment: string | null;
  /** As the file has it, for the preview. */
  readonly compartmentName: string;
  readonly kind: CredentialKind | null;
  /** The fields of the kind that are not blank, by their id; a secret one never leaves the strongroom. */
  readonly fields: Readonly<Record<string, string>>;
  /** A note that stands beside a login: a secret, named field of its own. */
  readonly note: string | null;
  readonly problems: readonly RowProblem[];
}

/** What rows are checked against. */
export interface ImportSettings {
  readonly compartments: readonly { readonly id: string; readonly name: string }[];
  /** For rows that name none; null when every row must. */
  readonly defaultCompartment: string | null;
  /** What the vault holds already, as `importKey` writes it. */
  readonly taken: ReadonlySet<string>;
  /** Whether a text may be a title or a name, as the stored form has it. */
  readonly isLine: (text: string) => boolean;
}

/** What makes two credentials the same for an import. */
export function importKey(compartment: string, system: string, title: string): string {
  return [compartment, system, title].map((text) => text.normalize('NFC').trim().toLowerCase()).join('\u0000');
}

/** Every row that is not blank, with all that is wrong with it. Nothing is stored, whatever it returns. */
export function readImport(rows: readonly RawRow[], mapping: ColumnMapping, settings: ImportSettings): readonly ImportedRow[] {
  const seen = new Map<string, number>();
  return rows
    .filter((row) => row.cells.some((cell) => cell.trim() !== ''))
    .map((row) => {
      const read = readRow(row, mapping, settings);
      const duplicate = duplicateProblem(read, seen, settings.taken);
      return duplicate === null ? read : { ...read, problems: [...read.problems, duplicate] };
    });
}

function readRow(row: RawRow, mapping: ColumnMapping, settings: ImportSettings): ImportedRow {
  const cell = (target: ImportTarget): string => {
    const column = mapping.indexOf(target);
    return column < 0 ? '' : (row.cells[column] ?? '');
  };
  const title = cell('title').trim();
  const system = cell('system').trim() || title;
  const owner = cell('owner').trim();
  const problems: RowProblem[] = [];
  if (row.cells.length !== mapping.length) {
    problems.push({ code: 'import.ragged_row', detail: { cells: row.cells.length, columns: mapping.length } });
  }
  problems.push(...lineProblems({ title, system: cell('system').trim(), owner }, settings.isLine));
  const compartmentName = cell('compartment').trim();
  const compartment = compartmentOf(compartmentName, settings);
  if (compartment === null) problems.push({ code: 'deposit.unknown_compartment', detail: { compartment: compartmentName } });
  const content = contentOf(cell, title);
  return { line: row.line, title, system, owner, compartment, compartmentName, ...content, problems: [...problems, ...content.problems] };
}

function lineProblems(
  lines: Readonly<Record<'title' | 'system' | 'owner', string>>,
  isLine: (text: string) => boolean,
): readonly RowProblem[] {
  if (lines.title === '') return [{ code: 'deposit.field_missing', detail: { field: 'title' } }];
  return Object.entries(lines)
    .filter(([, text]) => text !== '' && !isLine(text))
    .map(([field]) => ({ code: 'deposit.field_malformed', detail: { field } }));
}

function compartmentOf(name: string, { compartments, defaultCompartment }: ImportSettings): string | null {
  if (name === '') return defaultCompartment;
  const key = name.normalize('NFC').toLowerCase();
  return compartments.find((one) => one.id === name || one.name.normalize('NFC').toLowerCase() === key)?.id ?? null;
}

type Content = Pick<ImportedRow, 'kind' | 'fields' | 'note' | 'problems'>;

/** The secret by which a row is known to be of a kind, when it does not say. */
const TELLING: readonly (readonly [ImportTarget, CredentialKind])[] = [
  ['password', 'login'],
  ['privateKey', 'ssh-key'],
  ['codes', 'recovery-codes'],
];

function contentOf(cell: (target: ImportTarget) => string, title: string): Content {
  const kind = kindOf(cell);
  if (typeof kind !== 'string') return { kind: null, fields: {}, note: null, problems: [kind] };
  const fields: Record<string, string> = {};
  for (const { id } of CREDENTIAL_FIELDS[kind]) {
    const value = cell(id as ImportTarget); // a field that no column can hold has index -1, and is blank
    if (value.trim() !== '') fields[id] = value;
  }
  const problems: RowProblem[] = missingFields(kind, fields).map((field) => ({ code: 'deposit.field_missing', detail: { field } }));
  if (fields['otpauth'] !== undefined) {
    const uri = otpauthUri(fields['otpauth'], title);
    if (uri === null) problems.push({ code: 'deposit.bad_otpauth', detail: { field: 'otpauth' } });
    else fields['otpauth'] = uri;
  }
  problems.push(...unusedProblems(kind, cell));
  const note = kind !== 'note' && cell('text').trim() !== '' ? cell('text') : null;
  if (note !== null && kind !== 'login') problems.push({ code: 'import.two_secrets', detail: { first: kind, second: 'note' } });
  return { kind, fields, note, problems };
}

const PLAIN_FIELDS = ['address', 'username', 'passphrase', 'publicKey', 'certificates'] as const;

/** What the kind has no place for would be lost without a word. */
function unusedProblems(kind: CredentialKind, cell: (target: ImportTarget) => string): readonly RowProblem[] {
  return PLAIN_FIELDS.filter((field) => cell(field).trim() !== '' && credentialField(kind, field) === null).map((field) => ({
    code: 'import.field_unused',
    detail: { field, kind },
  }));
}

function kindOf(cell: (target: ImportTarget) => string): CredentialKind | RowProblem {
  const said = cell('kind').trim().toLowerCase();
  const named = CREDENTIAL_KINDS.find((kind) => kind === said);
  // Files come one by one: a cell cannot hold their contents.
  if (said !== '' && (named === undefined || named === 'file')) return { code: 'import.unknown_kind', detail: { kind: said } };
  const has = (target: ImportTarget): boolean => cell(target).trim() !== '';
  const told = TELLING.filter(([target]) => has(target)).map(([, kind]) => (kind === 'ssh-key' && has('certificates') ? 'x509' : kind));
  const [first, second] = told;
  if (first !== undefined && second !== undefined) return { code: 'import.two_secrets', detail: { first, second } };
  if (named !== undefined) {
    const sameSecret = named === 'x509' || named === 'ssh-key' ? ['x509', 'ssh-key'] : [named];
    if (first !== undefined && !sameSecret.includes(first)) return { code: 'import.two_secrets', detail: { first: named, second: first } };
    return named;
  }
  if (first !== undefined) return first;
  if (has('otpauth')) return 'totp';
  return has('text') ? 'note' : { code: 'import.no_secret', detail: {} };
}

function otpauthUri(text: string, title: string): string | null {
  if (parseOtpauth(text) !== null) return text.trim();
  return text.trim().toLowerCase().startsWith('otpauth:') ? null : otpauthFromSecret(text, title);
}

function duplicateProblem(row: ImportedRow, seen: Map<string, number>, taken: ReadonlySet<string>): RowProblem | null {
  if (row.compartment === null || row.title === '') return null;
  const key = importKey(row.compartment, row.system, row.title);
  const first = seen.get(key);
  if (first !== undefined) return { code: 'import.duplicate_row', detail: { line: first, title: row.title } };
  seen.set(key, row.line);
  return taken.has(key) ? { code: 'import.duplicate_row', detail: { line: 0, title: row.title } } : null;
}
