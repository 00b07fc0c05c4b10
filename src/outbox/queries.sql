-- Statements of the outbox. Ids are given out by the process that writes, so they are dense and in order.

-- name: append
INSERT INTO outbox (id, topic, key, payload, created_at) VALUES ($1, $2, $3, $4, $5)

-- name: append_again
INSERT INTO outbox (id, topic, key, payload, created_at) VALUES ($1, $2, $3, $4, $5) ON CONFLICT (id) DO NOTHING

-- name: largest_message
SELECT max(id) FROM outbox

-- name: largest_position
SELECT max(position) FROM outbox_position

-- name: smallest_message
SELECT min(id) FROM outbox

-- name: position_of
SELECT position FROM outbox_position WHERE consumer = $1

-- name: put_position
INSERT INTO outbox_position (consumer, position) VALUES ($1, $2)
ON CONFLICT (consumer) DO UPDATE SET position = excluded.position

-- name: messages_after
SELECT id, topic, key, payload, created_at FROM outbox WHERE id > $1 ORDER BY id LIMIT $2

-- name: parked
SELECT id, key, attempts, not_before FROM outbox_retry WHERE consumer = $1 ORDER BY id

-- name: parked_message
SELECT o.id, o.topic, o.key, o.payload, o.created_at FROM outbox o WHERE o.id = $1

-- name: park
INSERT INTO outbox_retry (consumer, id, key, attempts, not_before, error) VALUES ($1, $2, $3, $4, $5, $6)
ON CONFLICT (consumer, id) DO UPDATE
SET attempts = excluded.attempts, not_before = excluded.not_before, error = excluded.error

-- name: unpark
DELETE FROM outbox_retry WHERE consumer = $1 AND id = $2

-- name: oldest_parked
SELECT min(id) FROM outbox_retry

-- name: delete_until
DELETE FROM outbox WHERE id <= $1

-- name: bury
INSERT INTO outbox_dead (consumer, id, topic, key, payload, created_at, attempts, error, died_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
ON CONFLICT (consumer, id) DO UPDATE SET attempts = excluded.attempts, error = excluded.error, died_at = excluded.died_at

-- name: dead_letters
SELECT consumer, id, topic, key, payload, created_at, attempts, error FROM outbox_dead ORDER BY died_at, id LIMIT $1

-- name: dead_letter
SELECT consumer, id, topic, key, payload, created_at, attempts, error FROM outbox_dead WHERE consumer = $1 AND id = $2

-- name: unbury
DELETE FROM outbox_dead WHERE consumer = $1 AND id = $2

-- name: receive
INSERT INTO outbox_received (consumer, id) VALUES ($1, $2) ON CONFLICT (consumer, id) DO NOTHING
