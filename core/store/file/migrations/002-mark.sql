-- Where a long log stood at every 4,096th entry, so that a start need not read all of it. A shortcut, never evidence.
CREATE TABLE mark (
  log INTEGER NOT NULL REFERENCES log (n),
  size INTEGER NOT NULL CHECK (size > 0),
  frontier TEXT NOT NULL,
  open_intents TEXT NOT NULL,
  PRIMARY KEY (log, size)
) STRICT, WITHOUT ROWID;
