/** A quick way to read the leaf that nearly every log consists of. What it does not know is for `parseEntry` to judge. */
import { fromUtf8 } from '../../base/bytes.ts';
import { fromIso } from '../../base/instant.ts';

const COUNT = '(?:0|[1-9][0-9]{0,14})';
const INT = '(?:0|-?[1-9][0-9]{0,14})';
const BOOLEAN = '(?:true|false)';
/** Printable ASCII but for the two characters that JSON escapes. */
const ID = String.raw`"[\x21\x23-\x5b\x5d-\x7e]{1,128}"`;
const WORD = '"[a-z][a-z0-9_.-]{0,63}"';
const KEY = '"[a-z][a-z0-9_]{0,23}"';
const DATUM = `(?:${INT}|${BOOLEAN}|${ID})`;
const WALL = String.raw`"([1-9][0-9]{3}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])T(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]\.[0-9]{3}Z)"`;

const orNull = (form: string): string => `(?:null|${form})`;
const listOf = (form: string, most: number): string => String.raw`\[(?:${form}(?:,${form}){0,${most - 1}})?\]`;
const recordOf = (form: string): string => String.raw`(\{(?:${KEY}:${form}(?:,${KEY}:${form})*)?\})`;
const objectOf = (fields: Readonly<Record<string, string>>): string => {
  const members = Object.entries(fields).map(([name, form]) => `"${name}":${form}`);
  return String.raw`\{${members.join(',')}\}`;
};

/** The fields of FORMAT.md §1 in canonical order. Three parts are taken out: `d`, `sd` and the time. */
const LEAF = new RegExp(
  `^${objectOf({
    act: '"[a-z][a-z0-9_.]{0,40}"',
    app: ID,
    boot: ID,
    cer: orNull(ID),
    d: recordOf(`(?:${DATUM}|${listOf(DATUM, 32)})`),
    dev: ID,
    drill: BOOLEAN,
    err: orNull(WORD),
    id: '"[0-7][0-9A-HJKMNP-TV-Z]{25}"',
    inc: orNull('"[A-Za-z0-9][A-Za-z0-9._/#-]{0,39}"'),
    log: ID,
    obj: orNull(objectOf({ id: ID, k: WORD })),
    out: '"(?:pending|ok|refused|failed|unknown)"',
    ph: '"(?:intent|result|single)"',
    practice: BOOLEAN,
    ref: orNull(COUNT),
    run: ID,
    sd: recordOf('"[A-Za-z0-9_-]{43}"'),
    seq: COUNT,
    t: objectOf({
      err: orNull(COUNT),
      floor: orNull(objectOf({ size: '[1-9][0-9]{0,14}', time: COUNT })),
      mono: COUNT,
      q: '"(?:synced|unsynced|manual|unknown)"',
      src: '"os"',
      wall: WALL,
    }),
    v: '1',
    vault: ID,
    who: listOf(objectOf({ am: listOf(WORD, 8), id: ID, key: orNull(ID), role: orNull(WORD) }), 32),
  })}$`,
);

/**
 * The value of a leaf whose bytes are canonical and whose every field has its form. Null for anything else: not that it is
 * wrong, but that it is not of the plain kind (an escape in a string, a number of 16 digits, the year 999). What the act
 * asks of its fields, and how many keys `d` has, is not judged here.
 */
export function parsePlainLeaf(bytes: Uint8Array): unknown {
  const text = textOf(bytes);
  const records = text === null ? null : recordsOf(text);
  if (text === null || records === null) return null;
  const value = JSON.parse(text) as { readonly d: object; readonly sd: object }; // the form says that both are objects
  return isInOrder(value.d, records.d) && isInOrder(value.sd, records.sd) ? value : null;
}

/** Whether a text that `jcs` wrote is one that `parsePlainLeaf` reads. */
export function isPlainLeaf(text: string): boolean {
  return recordsOf(text) !== null;
}

/** The texts of `d` and `sd`, null where the form is not that of a plain leaf. */
function recordsOf(text: string): { readonly d: string; readonly sd: string } | null {
  const [, d, sd, wall] = LEAF.exec(text) ?? [];
  if (d === undefined || sd === undefined || wall === undefined) return null;
  // The form knows no months: every one has 28 days.
  return wall.slice(8, 10) > '28' && fromIso(wall) === null ? null : { d, sd };
}

function textOf(bytes: Uint8Array): string | null {
  try {
    return fromUtf8(bytes);
  } catch {
    return null;
  }
}

/** Whether the keys ascend, and none was there twice: `JSON.parse` keeps the last of two, and the text is then shorter. */
function isInOrder(record: object, text: string): boolean {
  if (text === '{}') return true;
  let before = '';
  for (const key of Object.keys(record)) {
    if (key <= before) return false;
    before = key;
  }
  return JSON.stringify(record) === text;
}
