-- What the export reads. Columns are named in the order of the tables of columns in export.cc.

-- name: exported_member
SELECT id, name, phone, locale, roles, artist_id, created_at FROM member WHERE id = $1

-- name: exported_artist
SELECT a.id, a.name, a.district, a.place, a.rating_hundredths, a.review_count, a.experience_years, a.hidden, a.created_at,
       t.bio
FROM artist a LEFT JOIN artist_text t ON t.artist_id = a.id WHERE a.member_id = $1 ORDER BY a.id

-- name: exported_portfolios
SELECT p.id, p.artist_id, p.title, t.description, p.category, p.place, p.price, p.duration_minutes, p.mode, p.hidden,
       p.created_at
FROM artist a JOIN portfolio p ON p.artist_id = a.id LEFT JOIN portfolio_text t ON t.portfolio_id = p.id
WHERE a.member_id = $1 ORDER BY p.id

-- name: exported_schedules
SELECT s.artist_id, s.version, s.document FROM artist a JOIN schedule s ON s.artist_id = a.id WHERE a.member_id = $1

-- name: exported_busy_calendars
SELECT b.id, b.artist_id, b.name, b.url, b.read_at, b.event_count
FROM artist a JOIN busy_calendar b ON b.artist_id = a.id WHERE a.member_id = $1 ORDER BY b.id

-- name: exported_busy_times
SELECT t.calendar_id, t.start, t.end
FROM artist a JOIN busy_calendar b ON b.artist_id = a.id JOIN busy_time t ON t.calendar_id = b.id
WHERE a.member_id = $1 ORDER BY t.calendar_id, t.start

-- name: exported_reservations_of
SELECT id, artist_id, portfolio_id, customer_id, state, place, mode, start, end, price, title, cancellation, contact,
       canceled_by, canceled_reason, refund, version, created_at, updated_at
FROM reservation WHERE customer_id = $1 ORDER BY id

-- name: exported_reservations_after
SELECT id, artist_id, portfolio_id, customer_id, state, place, mode, start, end, price, title, cancellation, contact,
       canceled_by, canceled_reason, refund, version, created_at, updated_at
FROM reservation WHERE id > $1 ORDER BY id LIMIT $2

-- name: exported_history_of
SELECT h.reservation_id, h.version, h.at, h.actor, h.event, h.state, h.detail
FROM reservation r JOIN history h ON h.reservation_id = r.id WHERE r.customer_id = $1 ORDER BY h.reservation_id, h.version

-- name: exported_holds_of
SELECT id, artist_id, portfolio_id, place, start, end, expires_at FROM hold WHERE customer_id = $1 ORDER BY id

-- name: exported_waitlist_of
SELECT id, artist_id, portfolio_id, place, date, from_minute, to_minute, state, created_at
FROM waitlist WHERE customer_id = $1 ORDER BY id

-- name: exported_answers_of
SELECT key, body, created_at FROM idempotency WHERE member_id = $1 ORDER BY key
