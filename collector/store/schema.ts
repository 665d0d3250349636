/**
 * The collector's tables, one text for both kinds of database: NUMBER, BYTES and TABLE_KIND are what each calls them. Numbered and
 * forward-only: a version that was released is never changed.
 */
const VERSIONS: readonly string[] = [
  `
CREATE TABLE counter (id NUMBER PRIMARY KEY, pos NUMBER NOT NULL) TABLE_KIND;
INSERT INTO counter (id, pos) VALUES (0, 0);

CREATE TABLE move (id NUMBER PRIMARY KEY, state TEXT NOT NULL, origin TEXT NOT NULL, progress TEXT NOT NULL) TABLE_KIND;

CREATE TABLE log (
  n NUMBER PRIMARY KEY,
  origin TEXT NOT NULL UNIQUE,
  vkey TEXT NOT NULL,
  name TEXT NOT NULL,
  app TEXT NOT NULL,
  enrol_id TEXT NOT NULL UNIQUE,
  code_hash TEXT,
  state TEXT NOT NULL,
  practice NUMBER NOT NULL,
  key_kind TEXT NOT NULL,
  asked_at NUMBER NOT NULL,
  decided_at NUMBER,
  seen_at NUMBER NOT NULL,
  size NUMBER NOT NULL,
  root TEXT NOT NULL,
  note TEXT NOT NULL,
  next NUMBER NOT NULL,
  frontier TEXT NOT NULL,
  receipt_time NUMBER NOT NULL,
  received_at NUMBER,
  frozen_at NUMBER,
  frozen_why TEXT
) TABLE_KIND;

CREATE TABLE bundle (
  log NUMBER NOT NULL,
  start NUMBER NOT NULL,
  count NUMBER NOT NULL,
  hashes BYTES NOT NULL,
  data BYTES NOT NULL,
  PRIMARY KEY (log, start)
) TABLE_KIND;

CREATE TABLE event (
  pos NUMBER PRIMARY KEY,
  log NUMBER NOT NULL,
  seq NUMBER NOT NULL,
  hash TEXT NOT NULL,
  wall NUMBER NOT NULL,
  received_at NUMBER NOT NULL,
  act TEXT NOT NULL,
  ph TEXT NOT NULL,
  out TEXT NOT NULL,
  drill NUMBER NOT NULL,
  practice NUMBER NOT NULL,
  cer TEXT,
  inc TEXT,
  who TEXT NOT NULL,
  UNIQUE (log, seq)
) TABLE_KIND;
CREATE INDEX event_cer ON event (cer, pos);
CREATE INDEX event_act ON event (act, pos);

CREATE TABLE alert (
  pos NUMBER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL,
  severity TEXT NOT NULL,
  drill NUMBER NOT NULL,
  log NUMBER,
  seq NUMBER,
  about TEXT NOT NULL,
  hash TEXT,
  leaf BYTES,
  act TEXT,
  cer TEXT,
  wall NUMBER,
  raised_at NUMBER NOT NULL,
  state TEXT NOT NULL,
  changed_at NUMBER,
  changed_by TEXT,
  UNIQUE (kind, about)
) TABLE_KIND;
CREATE INDEX alert_state ON alert (state, pos);

CREATE TABLE disclosure (
  log NUMBER NOT NULL,
  seq NUMBER NOT NULL,
  path TEXT NOT NULL,
  salt BYTES NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (log, seq, path)
) TABLE_KIND;

CREATE TABLE receipt (
  log NUMBER NOT NULL,
  size NUMBER NOT NULL,
  time NUMBER NOT NULL,
  note TEXT NOT NULL,
  PRIMARY KEY (log, size)
) TABLE_KIND;

CREATE TABLE evidence (
  n NUMBER PRIMARY KEY,
  log NUMBER NOT NULL,
  at NUMBER NOT NULL,
  kind TEXT NOT NULL,
  hash TEXT NOT NULL UNIQUE,
  data BYTES NOT NULL
) TABLE_KIND;

CREATE TABLE own_entry (seq NUMBER PRIMARY KEY, hash TEXT NOT NULL, leaf BYTES NOT NULL) TABLE_KIND;
CREATE TABLE own_head (id NUMBER PRIMARY KEY, size NUMBER NOT NULL, frontier TEXT NOT NULL, note TEXT NOT NULL) TABLE_KIND;

CREATE TABLE sink (name TEXT PRIMARY KEY, pos NUMBER NOT NULL, failing_since NUMBER, why TEXT) TABLE_KIND;
CREATE TABLE dead_letter (
  sink TEXT NOT NULL,
  pos NUMBER NOT NULL,
  at NUMBER NOT NULL,
  why TEXT NOT NULL,
  PRIMARY KEY (sink, pos)
) TABLE_KIND;

CREATE TABLE code (
  hash TEXT PRIMARY KEY,
  made_at NUMBER NOT NULL,
  expires_at NUMBER NOT NULL,
  used_at NUMBER,
  used_for TEXT
) TABLE_KIND;
`,
  // Who reads at the collector's page, and what their pages ask for.
  `
CREATE TABLE account (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  role TEXT NOT NULL,
  made_at NUMBER NOT NULL,
  made_by TEXT,
  removed_at NUMBER
) TABLE_KIND;
CREATE TABLE passkey (
  id TEXT PRIMARY KEY,
  account TEXT NOT NULL,
  public_key BYTES NOT NULL,
  counter NUMBER NOT NULL,
  transports TEXT NOT NULL,
  made_at NUMBER NOT NULL,
  used_at NUMBER NOT NULL
) TABLE_KIND;
CREATE TABLE invitation (
  hash TEXT PRIMARY KEY,
  role TEXT NOT NULL,
  name TEXT NOT NULL,
  made_at NUMBER NOT NULL,
  made_by TEXT,
  expires_at NUMBER NOT NULL,
  used_at NUMBER
) TABLE_KIND;
CREATE TABLE challenge (
  hash TEXT PRIMARY KEY,
  purpose TEXT NOT NULL,
  expires_at NUMBER NOT NULL
) TABLE_KIND;
CREATE TABLE session (
  hash TEXT PRIMARY KEY,
  account TEXT NOT NULL,
  made_at NUMBER NOT NULL,
  seen_at NUMBER NOT NULL
) TABLE_KIND;
CREATE INDEX session_account ON session (account);
CREATE INDEX alert_act ON alert (act, pos);
CREATE INDEX alert_open ON alert (state, drill, pos);
CREATE INDEX alert_log ON alert (log, pos);
CREATE INDEX evidence_log ON evidence (log, n);
`,
];

/** The version of the database’s tables that this collector writes. */
export const DATABASE_VERSION = VERSIONS.length;

const NAMES = {
  sqlite: { NUMBER: 'INTEGER', BYTES: 'BLOB', ' TABLE_KIND': ' STRICT' },
  postgres: { NUMBER: 'BIGINT', BYTES: 'BYTEA', ' TABLE_KIND': '' },
} as const;

/** The texts that bring a database from `version` to the present one. */
export function schemaFor(kind: 'sqlite' | 'postgres', version: number): string[] {
  return VERSIONS.slice(version).map((text) => Object.entries(NAMES[kind]).reduce((sql, [word, name]) => sql.replaceAll(word, name), text));
}

/** Every table, and the columns of its primary key. */
export const TABLE_KEYS: ReadonlyMap<string, readonly string[]> = new Map(
  VERSIONS.flatMap((text) => [...text.matchAll(/^CREATE TABLE (\w+) \((.*?)\) TABLE_KIND;$/gms)]).map(([, name = '', columns = '']) => [
    name,
    (/PRIMARY KEY \(([^)]*)\)/.exec(columns)?.[1] ?? /(\w+) \w+ PRIMARY KEY/.exec(columns)?.[1] ?? '').split(', '),
  ]),
);
