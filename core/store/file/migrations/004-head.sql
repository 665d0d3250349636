-- The signed head lies with the entry that it ends at, and moves on with the next commit: an append then writes one page,
-- and no second one for the head alone. `head` is the third line of the checkpoint, a space, and what its signature line
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
