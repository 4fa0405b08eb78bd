-- facts.db: every fact, as it was told. What every projection can be made from again.
-- A section is run once, in one transaction, when user_version is below its number. Never change a section: add one.

-- version 1

-- id says in which order batches came in, and is never used again.
CREATE TABLE batches (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  partition INTEGER NOT NULL,
  position INTEGER NOT NULL,
  at INTEGER NOT NULL,
  body BLOB NOT NULL
) STRICT;

-- How far each partition of the feed has been read; written with the batches.
CREATE TABLE heads (
  partition INTEGER PRIMARY KEY,
  position INTEGER NOT NULL
) STRICT;

-- One row once anything was trimmed: the hour (since 1970) of the last batch that is gone.
CREATE TABLE trimmed (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  hour INTEGER NOT NULL
) STRICT;

-- Persons that were erased, whose facts in batches up to this one are still to be made anonymous.
CREATE TABLE erasures (
  actor TEXT PRIMARY KEY,
  batch INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
