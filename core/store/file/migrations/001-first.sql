-- A vault file from its first day. Frozen once released: later changes are further files.

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

-- `place` is log * 2^32 + seq: one number in the order of writing, so that an append touches the last page and no index.
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
