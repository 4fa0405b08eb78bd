-- readmodels.db: the projections. All of it can be made again from facts.db.
-- A section is run once, in one transaction, when user_version is below its number. Never change a section: add one.

-- version 1

-- batch: the last row of facts.db that is in here. actor, chunk: the last numbers given to an actor and to a row of the timeline; none is
-- ever used again. kept_hour: while a rebuild runs over facts that do not reach back to the beginning, the last hour whose results were kept and must
-- not be counted again.
CREATE TABLE applied (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  batch INTEGER NOT NULL,
  actor INTEGER NOT NULL,
  chunk INTEGER NOT NULL,
  kept_hour INTEGER
) STRICT;

INSERT INTO applied VALUES (1, 0, 0, 0, NULL);

-- person: the id of the actor that stands for all that were joined; its own, until it was joined to another.
CREATE TABLE actors (
  key TEXT PRIMARY KEY,
  id INTEGER NOT NULL,
  person INTEGER NOT NULL,
  erased INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

CREATE INDEX actors_of_person ON actors (person);

-- What changes with nearly every fact, in rows as small as can be: a round that meets everybody once rewrites few pages.
-- sequence: the last fact taken in; whatever is not after it is a repeat. chunk, hour: the actor's newest row of the timeline.
CREATE TABLE tails (
  actor INTEGER PRIMARY KEY,
  sequence INTEGER NOT NULL,
  chunk INTEGER NOT NULL,
  hour INTEGER NOT NULL
) STRICT;

-- A chain per actor, newest first, in which no row is of a later hour than the one before it. Rows are only ever added at the end of the
-- table and forgotten at its beginning, so writing costs the same however long the history is.
-- body: facts of one hour that came in together, each after its sequence.
CREATE TABLE timeline (
  id INTEGER PRIMARY KEY,
  previous INTEGER NOT NULL,
  actor INTEGER NOT NULL,
  hour INTEGER NOT NULL,
  body BLOB NOT NULL
) STRICT;

-- Facts of an earlier hour than their actor's newest: what a client kept while it was off line.
CREATE TABLE late (
  actor INTEGER NOT NULL,
  hour INTEGER NOT NULL,
  sequence INTEGER NOT NULL,
  body BLOB NOT NULL,
  PRIMARY KEY (actor, hour, sequence)
) STRICT, WITHOUT ROWID;

CREATE TABLE decisions (
  id INTEGER PRIMARY KEY,
  actor INTEGER NOT NULL,
  at INTEGER NOT NULL,
  sequence INTEGER NOT NULL,
  campaign TEXT NOT NULL,
  body BLOB NOT NULL
) STRICT;

CREATE INDEX decisions_of_actor ON decisions (actor, at, sequence, campaign);

-- variant: empty where none was chosen yet.
CREATE TABLE results (
  workspace TEXT NOT NULL,
  campaign TEXT NOT NULL,
  hour INTEGER NOT NULL,
  variant TEXT NOT NULL,
  sent INTEGER NOT NULL,
  delivered INTEGER NOT NULL,
  shown INTEGER NOT NULL,
  clicked INTEGER NOT NULL,
  dismissed INTEGER NOT NULL,
  answered INTEGER NOT NULL,
  failed INTEGER NOT NULL,
  recalled INTEGER NOT NULL,
  converted INTEGER NOT NULL,
  value REAL NOT NULL,
  PRIMARY KEY (workspace, campaign, hour, variant)
) STRICT, WITHOUT ROWID;

CREATE TABLE suppressed (
  workspace TEXT NOT NULL,
  campaign TEXT NOT NULL,
  hour INTEGER NOT NULL,
  variant TEXT NOT NULL,
  rule TEXT NOT NULL,
  count INTEGER NOT NULL,
  PRIMARY KEY (workspace, campaign, hour, variant, rule)
) STRICT, WITHOUT ROWID;

-- Facts that could not be projected, and why. body is null when the fact could not even be stored.
CREATE TABLE poison (
  actor TEXT NOT NULL,
  sequence INTEGER NOT NULL,
  at INTEGER NOT NULL,
  reason TEXT NOT NULL,
  body BLOB,
  PRIMARY KEY (actor, sequence)
) STRICT, WITHOUT ROWID;
