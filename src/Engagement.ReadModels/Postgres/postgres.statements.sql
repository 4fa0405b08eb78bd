-- What PostgreSQL is told in words of its own. Of a statement that writes rows every parameter is an array, with a row in each place.

-- archive.last
SELECT last FROM archive

-- archive.insert
WITH added AS (INSERT INTO batches SELECT * FROM unnest($1, $2, $3, $4, $5) RETURNING id)
UPDATE archive SET last = (SELECT max(id) FROM added)

-- heads.set
INSERT INTO heads SELECT * FROM unnest($1, $2) ON CONFLICT (partition) DO UPDATE SET position = excluded.position

-- actors.find
SELECT id, erased, coalesce(sequence, 0), coalesce(chunk, 0), coalesce(hour, 0) FROM actors LEFT JOIN tails ON actor = id WHERE key = $1

-- actors.insert
INSERT INTO actors (key, id, person) SELECT key, id, id FROM unnest($1, $2) AS new (key, id)

-- tails.set
INSERT INTO tails SELECT * FROM unnest($1, $2, $3, $4)
ON CONFLICT (actor) DO UPDATE SET sequence = excluded.sequence, chunk = excluded.chunk, hour = excluded.hour

-- persons.find
SELECT person FROM actors WHERE key = $1

-- persons.join
UPDATE actors SET person = $1 WHERE person = $2

-- timeline.append
INSERT INTO timeline SELECT * FROM unnest($1, $2, $3, $4, $5)

-- late.insert
INSERT INTO late SELECT * FROM unnest($1, $2, $3, $4)

-- decisions.insert
INSERT INTO decisions (actor, at, sequence, campaign, body) SELECT * FROM unnest($1, $2, $3, $4, $5)

-- results.add
INSERT INTO results SELECT * FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
ON CONFLICT (workspace, campaign, hour, variant) DO UPDATE SET
  sent = results.sent + excluded.sent, delivered = results.delivered + excluded.delivered, shown = results.shown + excluded.shown,
  clicked = results.clicked + excluded.clicked, dismissed = results.dismissed + excluded.dismissed,
  answered = results.answered + excluded.answered, failed = results.failed + excluded.failed,
  recalled = results.recalled + excluded.recalled, converted = results.converted + excluded.converted,
  value = results.value + excluded.value

-- suppressed.add
INSERT INTO suppressed SELECT * FROM unnest($1, $2, $3, $4, $5, $6)
ON CONFLICT (workspace, campaign, hour, variant, rule) DO UPDATE SET count = suppressed.count + excluded.count
