-- Who receives each log, and what they countersigned. `ckpt` was never written: a receipt is kept as it is carried.
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
