-- readmodels.db: the projections. All of it can be made again from facts.db.
-- A section is run once, in one transaction, when user_version is below its number. Never change a section: add one.

-- version 1

-- batch: the last row of facts.db that is in here. kept_hour: while a rebuild runs over facts that do not reach back to the
-- beginning, the last hour whose results were kept and must not be counted again.
CREATE TABLE applied (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  batch INTEGER NOT NULL,
  kept_hour INTEGER
) STRICT;

INSERT INTO applied VALUES (1, 0, NULL);

-- person: the actor that all of this one's facts belong to; itself, until it was joined to another.
-- sequence: the last fact taken in; whatever is not after it is a repeat.
CREATE TABLE actors (
  id INTEGER PRIMARY KEY,
  key TEXT NOT NULL UNIQUE,
  person INTEGER NOT NULL,
  sequence INTEGER NOT NULL,
  erased INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE INDEX actors_joined ON actors (person) WHERE person <> id;

-- body: the facts of one actor within one hour that came in together, each after its sequence; sequence: the last of them.
CREATE TABLE timeline (
  actor INTEGER NOT NULL,
  hour INTEGER NOT NULL,
  sequence INTEGER NOT NULL,
  body BLOB NOT NULL,
  PRIMARY KEY (actor, hour, sequence)
) STRICT, WITHOUT ROWID;

CREATE TABLE decisions (
  actor INTEGER NOT NULL,
  at INTEGER NOT NULL,
  sequence INTEGER NOT NULL,
  campaign TEXT NOT NULL,
  body BLOB NOT NULL,
  PRIMARY KEY (actor, at, sequence)
) STRICT, WITHOUT ROWID;

CREATE INDEX decisions_of_campaign ON decisions (actor, campaign, at, sequence);

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
