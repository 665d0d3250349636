/** Made from migrations/*.sql by make-migrations.ts. The n-th brings a file from user_version n-1 to n. */
export const MIGRATIONS: readonly (readonly [name: string, sql: string])[] = [
  [
    '001-first.sql',
    `-- A vault file from its first day. Frozen once released: later changes are further files.

CREATE TABLE meta (
  key TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE charter (
  version INTEGER PRIMARY KEY CHECK (version >= 1),
  bytes BLOB NOT NULL,
  signatures BLOB NOT NULL
) STRICT;

-- What everybody signed does not change. A founding that is not complete may begin again.
CREATE TRIGGER charter_is_frozen BEFORE UPDATE ON charter
BEGIN SELECT RAISE(ABORT, 'a charter is never changed'); END;
CREATE TRIGGER charter_is_kept BEFORE DELETE ON charter
WHEN (SELECT value FROM meta WHERE key = 'stage') IS NOT 'draft'
BEGIN SELECT RAISE(ABORT, 'a charter is never deleted'); END;

CREATE TABLE credential (
  id TEXT NOT NULL,
  version INTEGER NOT NULL CHECK (version >= 1),
  compartment TEXT NOT NULL,
  kind TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('current', 'old', 'pruned')),
  depositor TEXT NOT NULL,
  deposited_at INTEGER NOT NULL,
  size INTEGER NOT NULL,
  sealed BLOB NOT NULL,
  signature BLOB NOT NULL,
  PRIMARY KEY (id, version)
) STRICT;
CREATE UNIQUE INDEX credential_current ON credential (id) WHERE state = 'current';
CREATE INDEX credential_by_compartment ON credential (compartment, state);

CREATE TABLE credential_chunk (
  id TEXT NOT NULL,
  version INTEGER NOT NULL,
  idx INTEGER NOT NULL CHECK (idx >= 0),
  sealed BLOB NOT NULL,
  PRIMARY KEY (id, version, idx),
  FOREIGN KEY (id, version) REFERENCES credential (id, version)
) STRICT;

CREATE TABLE directory (
  id TEXT PRIMARY KEY,
  kind TEXT NOT NULL,
  sealed BLOB NOT NULL,
  updated_at INTEGER NOT NULL
) STRICT;

CREATE TABLE request (
  id TEXT PRIMARY KEY,
  bytes BLOB NOT NULL,
  state TEXT NOT NULL,
  kind TEXT NOT NULL,
  declared_at INTEGER NOT NULL,
  opened_at INTEGER,
  sealed_at INTEGER,
  sealed_how TEXT,
  first_use_at INTEGER,
  unseen INTEGER NOT NULL DEFAULT 0,
  refusals INTEGER NOT NULL DEFAULT 0,
  ended_at INTEGER,
  ended_how TEXT
) STRICT;
CREATE INDEX request_by_time ON request (declared_at);

CREATE TABLE approval (
  n INTEGER PRIMARY KEY,
  request TEXT NOT NULL REFERENCES request (id),
  member TEXT NOT NULL,
  key TEXT,
  at INTEGER NOT NULL,
  outcome TEXT NOT NULL CHECK (outcome IN ('approved', 'denied', 'refused')),
  detail TEXT NOT NULL,
  assertion TEXT
) STRICT;
CREATE INDEX approval_by_request ON approval (request);

CREATE TABLE exposure (
  id INTEGER PRIMARY KEY,
  request TEXT NOT NULL REFERENCES request (id),
  credential TEXT NOT NULL,
  version INTEGER NOT NULL,
  field TEXT NOT NULL,
  member TEXT NOT NULL,
  how TEXT NOT NULL,
  at INTEGER NOT NULL,
  hidden_at INTEGER,
  rotated_at INTEGER,
  retested_at INTEGER,
  retested_by TEXT
) STRICT;
CREATE INDEX exposure_by_request ON exposure (request);
CREATE INDEX exposure_by_credential ON exposure (credential);

CREATE TABLE incident (
  request TEXT PRIMARY KEY REFERENCES request (id),
  classified_as TEXT CHECK (classified_as IN ('drill', 'emergency', 'misuse')),
  classified_by TEXT,
  closed_at INTEGER
) STRICT;

CREATE TABLE proof (
  member TEXT NOT NULL,
  key TEXT NOT NULL,
  compartment TEXT NOT NULL,
  generation INTEGER NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (member, key, compartment, generation)
) STRICT;

CREATE TABLE draft (
  step TEXT PRIMARY KEY,
  json TEXT NOT NULL
) STRICT;

-- The audit log: shared/log/FORMAT.md. A file that moves between stations carries one log for each of them and each epoch.
CREATE TABLE log (
  n INTEGER PRIMARY KEY,
  origin TEXT NOT NULL UNIQUE,
  vkey TEXT NOT NULL,
  created_at INTEGER NOT NULL
) STRICT;

-- \`place\` is log * 2^32 + seq: one number in the order of writing, so that an append touches the last page and no index.
CREATE TABLE entry (
  place INTEGER PRIMARY KEY CHECK (place = log * 4294967296 + seq),
  log INTEGER NOT NULL REFERENCES log (n),
  seq INTEGER NOT NULL CHECK (seq >= 0 AND seq < 4294967296),
  leaf BLOB NOT NULL,
  lh BLOB NOT NULL CHECK (length(lh) = 32)
) STRICT;

-- These guard against bugs. Against attackers there is the tree.
CREATE TRIGGER entry_is_frozen BEFORE UPDATE ON entry
BEGIN SELECT RAISE(ABORT, 'a log entry is never changed'); END;
CREATE TRIGGER entry_is_kept BEFORE DELETE ON entry
BEGIN SELECT RAISE(ABORT, 'a log entry is never deleted'); END;

CREATE TABLE head (
  log INTEGER PRIMARY KEY REFERENCES log (n),
  size INTEGER NOT NULL,
  frontier TEXT NOT NULL,
  note TEXT NOT NULL
) STRICT;

CREATE TABLE ckpt (
  log INTEGER NOT NULL REFERENCES log (n),
  size INTEGER NOT NULL,
  note TEXT NOT NULL,
  cosigs TEXT NOT NULL,
  mirrored_at INTEGER,
  PRIMARY KEY (log, size)
) STRICT;

CREATE TABLE rotation (
  log INTEGER NOT NULL REFERENCES log (n),
  size INTEGER NOT NULL,
  vkey TEXT NOT NULL,
  note TEXT NOT NULL,
  PRIMARY KEY (log, size)
) STRICT;

CREATE TABLE disclosure (
  log INTEGER NOT NULL REFERENCES log (n),
  seq INTEGER NOT NULL,
  path TEXT NOT NULL,
  salt BLOB NOT NULL CHECK (length(salt) = 32),
  value TEXT NOT NULL,
  PRIMARY KEY (log, seq, path)
) STRICT, WITHOUT ROWID;

CREATE TABLE anchor (
  log INTEGER NOT NULL REFERENCES log (n),
  kind TEXT NOT NULL,
  size INTEGER NOT NULL,
  root TEXT NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (log, kind, size)
) STRICT;
`,
  ],
  [
    '002-mark.sql',
    `-- Where a long log stood at every 4,096th entry, so that a start need not read all of it. A shortcut, never evidence.
CREATE TABLE mark (
  log INTEGER NOT NULL REFERENCES log (n),
  size INTEGER NOT NULL CHECK (size > 0),
  frontier TEXT NOT NULL,
  open_intents TEXT NOT NULL,
  PRIMARY KEY (log, size)
) STRICT, WITHOUT ROWID;
`,
  ],
  [
    '003-collector.sql',
    `-- Who receives each log, and what they countersigned. \`ckpt\` was never written: a receipt is kept as it is carried.
DROP TABLE ckpt;

CREATE TABLE collector (
  log INTEGER PRIMARY KEY REFERENCES log (n),
  state TEXT NOT NULL CHECK (state IN ('carried', 'asked', 'active', 'refused', 'forked')),
  since INTEGER NOT NULL,
  request TEXT,
  receipts TEXT,
  heads TEXT,
  spki TEXT,
  address TEXT,
  policy TEXT,
  confirmed INTEGER NOT NULL CHECK (confirmed IN (0, 1)),
  let_in INTEGER NOT NULL CHECK (let_in IN (0, 1)),
  -- The entry that names these keys.
  pinned_at INTEGER,
  -- Every entry before this one has had its words sent.
  disclosed INTEGER NOT NULL,
  fault TEXT,
  fault_since INTEGER
) STRICT;

CREATE TABLE receipt (
  log INTEGER NOT NULL REFERENCES log (n),
  size INTEGER NOT NULL CHECK (size > 0),
  -- Seconds, by the collector's clock.
  time INTEGER NOT NULL,
  -- The key that countersigned.
  vkey TEXT NOT NULL,
  -- The checkpoint with the receipt on it.
  note TEXT NOT NULL,
  PRIMARY KEY (log, vkey, size)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER receipt_is_frozen BEFORE UPDATE ON receipt
BEGIN SELECT RAISE(ABORT, 'a receipt is never changed'); END;
CREATE TRIGGER receipt_is_kept BEFORE DELETE ON receipt
BEGIN SELECT RAISE(ABORT, 'a receipt is never deleted'); END;
`,
  ],
  [
    '004-head.sql',
    `-- The signed head lies with the entry that it ends at, and moves on with the next commit: an append then writes one page,
-- and no second one for the head alone. \`head\` is the third line of the checkpoint, a space, and what its signature line
-- encodes; the rest of it is known. Only the newest entry has one: who cuts entries off has no older head to stand on.
ALTER TABLE entry ADD COLUMN head TEXT;

DROP TRIGGER entry_is_frozen;
UPDATE entry SET head = (
  SELECT substr(h.note, length(l.origin) + length(h.size) + 3, 44) || ' ' || substr(h.note, -93, 92)
  FROM head h JOIN log l ON l.n = h.log WHERE h.log = entry.log
)
WHERE place IN (SELECT log * 4294967296 + size - 1 FROM head);
CREATE TRIGGER entry_is_frozen BEFORE UPDATE OF place, log, seq, leaf, lh ON entry
BEGIN SELECT RAISE(ABORT, 'a log entry is never changed'); END;

DROP TABLE head;
`,
  ],
  [
    '005-classified.sql',
    `-- When somebody said what a use was. Null in a row that an older app wrote: it did not keep the time.
ALTER TABLE incident ADD COLUMN classified_at INTEGER;
`,
  ],
];
