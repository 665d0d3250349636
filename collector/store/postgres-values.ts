/** Values on their way to PostgreSQL and back, so that what comes out is what SQLite would give. */
import type { CustomTypesConfig } from 'pg';
import pg from 'pg';
import type { Value } from './database.ts';

/** PostgreSQL's own numbers for its types. */
const INT8 = 20;
const NUMERIC = 1700;
const TEXT = 25;

/**
 * PostgreSQL's text cannot hold U+0000, and what a person wrote can. U+FDD0, a noncharacter, begins an escape sequence in the
 * stored text, and is itself escaped.
 */
const ESCAPE = '\uFDD0';

/** Throws a RangeError for a number that is no safe integer: the tables have no other numbers. */
export function toServer(value: Value): Value {
  if (typeof value === 'number' && !Number.isSafeInteger(value)) throw new RangeError(`${value} is no number that is stored`);
  if (typeof value !== 'string' || !(value.includes('\0') || value.includes(ESCAPE))) return value;
  return value.replaceAll(ESCAPE, `${ESCAPE}1`).replaceAll('\0', `${ESCAPE}0`);
}

function textFromServer(text: string): string {
  if (!text.includes(ESCAPE)) return text;
  return text.replaceAll(`${ESCAPE}0`, '\0').replaceAll(`${ESCAPE}1`, ESCAPE);
}

function numberFromServer(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError(`${text} is more than a number holds exactly`);
  return value;
}

export const FROM_SERVER: CustomTypesConfig = {
  getTypeParser: (id: number, format?: 'text' | 'binary') => {
    if (id === INT8 || id === NUMERIC) return numberFromServer;
    if (id === TEXT) return textFromServer;
    return pg.types.getTypeParser(id, format);
  },
};

/** The statement as PostgreSQL numbers its values. Our statements have `?` for values and nowhere else. */
export function numbered(sql: string): string {
  let n = 0;
  return sql.replaceAll('?', () => `$${++n}`);
}
