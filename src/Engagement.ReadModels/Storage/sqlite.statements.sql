-- What SQLite is told in words of its own, or often enough to be prepared. Parameters are by place.

-- archive.last
SELECT coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'batches'), 0)

-- archive.insert
INSERT INTO batches (id, partition, position, at, body) VALUES (?1, ?2, ?3, ?4, ?5)

-- heads.set
INSERT INTO heads VALUES (?1, ?2) ON CONFLICT DO UPDATE SET position = excluded.position

-- actors.find
SELECT id, erased, sequence, chunk, hour FROM actors LEFT JOIN tails ON actor = id WHERE key = ?1

-- actors.insert
INSERT INTO actors (key, id, person) VALUES (?1, ?2, ?2)

-- tails.set
INSERT OR REPLACE INTO tails VALUES (?1, ?2, ?3, ?4)

-- persons.find
SELECT person FROM actors WHERE key = ?1

-- persons.join
UPDATE actors SET person = ?1 WHERE person = ?2

-- timeline.append
INSERT INTO timeline VALUES (?1, ?2, ?3, ?4, ?5)

-- late.insert
INSERT INTO late VALUES (?1, ?2, ?3, ?4)

-- decisions.insert
INSERT INTO decisions (actor, at, sequence, campaign, body) VALUES (?1, ?2, ?3, ?4, ?5)

-- results.add
INSERT INTO results VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)
ON CONFLICT DO UPDATE SET
  sent = sent + excluded.sent, delivered = delivered + excluded.delivered, shown = shown + excluded.shown,
  clicked = clicked + excluded.clicked, dismissed = dismissed + excluded.dismissed, answered = answered + excluded.answered,
  failed = failed + excluded.failed, recalled = recalled + excluded.recalled, converted = converted + excluded.converted,
  value = value + excluded.value

-- suppressed.add
INSERT INTO suppressed VALUES (?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT DO UPDATE SET count = count + excluded.count
