-- Statements of the calendar exchange.

-- name: insert_busy_calendar
INSERT INTO busy_calendar (id, artist_id, name, url, etag, modified, tried_at, read_at, due_at, failures, event_count,
                           problem, problem_detail)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)

-- name: update_busy_calendar
UPDATE busy_calendar
SET name = $2, etag = $3, modified = $4, tried_at = $5, read_at = $6, due_at = $7, failures = $8, event_count = $9,
    problem = $10, problem_detail = $11
WHERE id = $1

-- name: delete_busy_calendar
DELETE FROM busy_calendar WHERE id = $1

-- name: busy_calendar_by_id
SELECT id, artist_id, name, url, etag, modified, tried_at, read_at, due_at, failures, event_count, problem,
       problem_detail
FROM busy_calendar WHERE id = $1

-- name: busy_calendars_of_artist
SELECT id, artist_id, name, url, etag, modified, tried_at, read_at, due_at, failures, event_count, problem,
       problem_detail
FROM busy_calendar WHERE artist_id = $1 ORDER BY id

-- name: next_due_busy_calendar
SELECT id, artist_id, name, url, etag, modified, tried_at, read_at, due_at, failures, event_count, problem,
       problem_detail
FROM busy_calendar WHERE due_at <= $1 ORDER BY due_at LIMIT 1

-- name: replace_busy_source
INSERT INTO busy_source (calendar_id, packed) VALUES ($1, $2)
ON CONFLICT (calendar_id) DO UPDATE SET packed = excluded.packed

-- name: delete_busy_source
DELETE FROM busy_source WHERE calendar_id = $1

-- name: busy_source_of
SELECT packed FROM busy_source WHERE calendar_id = $1

-- name: insert_busy_time
INSERT INTO busy_time (calendar_id, start, end) VALUES ($1, $2, $3)

-- name: delete_busy_times
DELETE FROM busy_time WHERE calendar_id = $1

-- name: busy_times_of_calendar
SELECT start, end FROM busy_time WHERE calendar_id = $1 ORDER BY start

-- name: busy_times_of_artist
SELECT t.start, t.end FROM busy_calendar c JOIN busy_time t ON t.calendar_id = c.id WHERE c.artist_id = $1

-- name: artists_with_busy_calendars
SELECT DISTINCT artist_id FROM busy_calendar

-- name: replace_calendar_feed
INSERT INTO calendar_feed (artist_id, secret_hash, created_at) VALUES ($1, $2, $3)
ON CONFLICT (artist_id) DO UPDATE SET secret_hash = excluded.secret_hash, created_at = excluded.created_at

-- name: delete_calendar_feed
DELETE FROM calendar_feed WHERE artist_id = $1

-- name: calendar_feed_by_secret
SELECT artist_id FROM calendar_feed WHERE secret_hash = $1
