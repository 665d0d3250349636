-- When somebody said what a use was. Null in a row that an older app wrote: it did not keep the time.
ALTER TABLE incident ADD COLUMN classified_at INTEGER;
