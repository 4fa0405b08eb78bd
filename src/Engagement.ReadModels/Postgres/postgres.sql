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
