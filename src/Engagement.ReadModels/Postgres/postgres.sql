-- The fact log and the read models on PostgreSQL, in the schema "engagement".
-- A section is run once, in one transaction under a lock, when engagement.version is below its number. Never change a section: add one.

-- version 1

-- The fact log. head: position of the last batch; whoever appends locks the row first.
CREATE TABLE log_partitions (
  partition int PRIMARY KEY,
  head bigint NOT NULL
) WITH (fillfactor = 10);

-- The last fact kept of each actor: what tells a repeat, also when the fact itself was released.
CREATE TABLE log_tails (
  actor text COLLATE "C" PRIMARY KEY,
  sequence bigint NOT NULL
) WITH (fillfactor = 80);

-- body: the facts of one transaction; gone when they are released.
CREATE TABLE log (
  partition int NOT NULL,
  position bigint NOT NULL,
  body bytea NOT NULL,
  PRIMARY KEY (partition, position)
);

-- The read models: the tables of facts.sql and readmodels.sql, which say what they mean. Read through other ways where PostgreSQL has better.

CREATE TABLE batches (
  id bigint PRIMARY KEY,
  partition bigint NOT NULL,
  position bigint NOT NULL,
  at bigint NOT NULL,
  body bytea NOT NULL
);

-- last: the number of the last batch, also when it is gone.
CREATE TABLE archive (
  one bigint PRIMARY KEY CHECK (one = 1),
  last bigint NOT NULL
);

INSERT INTO archive VALUES (1, 0);

CREATE TABLE heads (
  partition bigint PRIMARY KEY,
  position bigint NOT NULL
);

CREATE TABLE trimmed (
  one bigint PRIMARY KEY CHECK (one = 1),
  hour bigint NOT NULL
);

CREATE TABLE erasures (
  actor text COLLATE "C" PRIMARY KEY,
  batch bigint NOT NULL
);

CREATE TABLE applied (
  one bigint PRIMARY KEY CHECK (one = 1),
  batch bigint NOT NULL,
  actor bigint NOT NULL,
  chunk bigint NOT NULL,
  kept_hour bigint
);

INSERT INTO applied VALUES (1, 0, 0, 0, NULL);

-- How far each partition of the feed is projected, for readers of any process; null while nothing can be read.
CREATE TABLE progress (
  one bigint PRIMARY KEY CHECK (one = 1),
  positions bigint[]
);

INSERT INTO progress VALUES (1, NULL);

CREATE TABLE actors (
  key text COLLATE "C" PRIMARY KEY,
  id bigint NOT NULL,
  person bigint NOT NULL,
  erased bigint NOT NULL DEFAULT 0
);

CREATE INDEX actors_of_person ON actors (person);

CREATE TABLE tails (
  actor bigint PRIMARY KEY,
  sequence bigint NOT NULL,
  chunk bigint NOT NULL,
  hour bigint NOT NULL
) WITH (fillfactor = 70);

CREATE TABLE timeline (
  id bigint PRIMARY KEY,
  previous bigint NOT NULL,
  actor bigint NOT NULL,
  hour bigint NOT NULL,
  body bytea NOT NULL
);

CREATE INDEX timeline_of_actor ON timeline (actor, hour);

CREATE TABLE late (
  actor bigint NOT NULL,
  hour bigint NOT NULL,
  sequence bigint NOT NULL,
  body bytea NOT NULL,
  PRIMARY KEY (actor, hour, sequence)
);

CREATE TABLE decisions (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  actor bigint NOT NULL,
  at bigint NOT NULL,
  sequence bigint NOT NULL,
  campaign text NOT NULL,
  body bytea NOT NULL
);

CREATE INDEX decisions_of_actor ON decisions (actor, at, sequence, campaign);

-- A value that is no number is refused here, as it is on SQLite: it would make every sum so.
CREATE TABLE results (
  workspace text COLLATE "C" NOT NULL,
  campaign text COLLATE "C" NOT NULL,
  hour bigint NOT NULL,
  variant text COLLATE "C" NOT NULL,
  sent bigint NOT NULL,
  delivered bigint NOT NULL,
  shown bigint NOT NULL,
  clicked bigint NOT NULL,
  dismissed bigint NOT NULL,
  answered bigint NOT NULL,
  failed bigint NOT NULL,
  recalled bigint NOT NULL,
  converted bigint NOT NULL,
  value double precision NOT NULL CONSTRAINT "results.value" CHECK (value <> 'NaN'),
  PRIMARY KEY (workspace, campaign, hour, variant)
);

CREATE TABLE suppressed (
  workspace text COLLATE "C" NOT NULL,
  campaign text COLLATE "C" NOT NULL,
  hour bigint NOT NULL,
  variant text COLLATE "C" NOT NULL,
  rule text COLLATE "C" NOT NULL,
  count bigint NOT NULL,
  PRIMARY KEY (workspace, campaign, hour, variant, rule)
);

CREATE TABLE poison (
  actor text COLLATE "C" NOT NULL,
  sequence bigint NOT NULL,
  at bigint NOT NULL,
  reason text NOT NULL,
  body bytea,
  PRIMARY KEY (actor, sequence)
);
