-- Statements of the booking store. Parameters are in the order of the columns.

-- name: insert_claim
INSERT INTO claim (artist_id, start, end, kind, owner_id, before_minutes, after_minutes, travel_minutes)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8)

-- name: delete_claim
DELETE FROM claim WHERE artist_id = $1 AND start = $2 AND owner_id = $3

-- name: change_claim_owner
UPDATE claim SET kind = $3, owner_id = $4 WHERE artist_id = $1 AND start = $2

-- name: claim_at
SELECT artist_id, start, end, kind, owner_id, before_minutes, after_minutes, travel_minutes
FROM claim WHERE artist_id = $1 AND start = $2

-- name: claims_from
SELECT artist_id, start, end, kind, owner_id, before_minutes, after_minutes, travel_minutes
FROM claim WHERE artist_id >= $1 AND artist_id < $2 AND end > $3
ORDER BY artist_id, start

-- name: raise_fence
INSERT INTO fence (artist_id, last) VALUES ($1, $2) ON CONFLICT (artist_id) DO UPDATE SET last = excluded.last

-- name: fences_of_artists
SELECT artist_id, last FROM fence WHERE artist_id >= $1 AND artist_id < $2

-- name: insert_hold
INSERT INTO hold (id, artist_id, portfolio_id, customer_id, place, start, end, blocked_start, blocked_end, fence,
                  expires_at, purpose, reservation_id, waitlist_id, price)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)

-- name: delete_hold
DELETE FROM hold WHERE id = $1

-- name: all_holds
SELECT id, artist_id, portfolio_id, customer_id, place, start, end, blocked_start, blocked_end, fence, expires_at,
       purpose, reservation_id, waitlist_id, price
FROM hold

-- name: insert_reservation
INSERT INTO reservation (id, artist_id, portfolio_id, customer_id, state, place, start, end, blocked_start, blocked_end,
                         price, title, cancellation, contact, version, sequence, deadline, offer_hold_id, canceled_by,
                         canceled_reason, canceled_rule, refund, created_at, updated_at, mode)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24,
        $25)

-- name: update_reservation
UPDATE reservation
SET state = $2, start = $3, end = $4, blocked_start = $5, blocked_end = $6, version = $7, sequence = $8, deadline = $9,
    offer_hold_id = $10, canceled_by = $11, canceled_reason = $12, canceled_rule = $13, refund = $14, updated_at = $15,
    cancellation = $16
WHERE id = $1

-- name: reservation_by_id
SELECT id, artist_id, portfolio_id, customer_id, state, place, start, end, blocked_start, blocked_end, price, title,
       cancellation, contact, version, sequence, deadline, offer_hold_id, canceled_by, canceled_reason, canceled_rule,
       refund, created_at, updated_at, mode
FROM reservation WHERE id = $1

-- name: reservations_of_customer
SELECT id, artist_id, portfolio_id, customer_id, state, place, start, end, blocked_start, blocked_end, price, title,
       cancellation, contact, version, sequence, deadline, offer_hold_id, canceled_by, canceled_reason, canceled_rule,
       refund, created_at, updated_at, mode
FROM reservation
WHERE customer_id = $1 AND (start, id) < ($2, $3) AND start >= $4 AND start < $5 AND (1 << state) & $6 <> 0
ORDER BY start DESC, id DESC LIMIT $7

-- Claims lead to the reservations that have one; the partial index to the others.
-- name: reservations_of_artist
SELECT * FROM (
  SELECT r.id, r.artist_id, r.portfolio_id, r.customer_id, r.state, r.place, r.start, r.end, r.blocked_start,
         r.blocked_end, r.price, r.title, r.cancellation, r.contact, r.version, r.sequence, r.deadline, r.offer_hold_id,
         r.canceled_by, r.canceled_reason, r.canceled_rule, r.refund, r.created_at, r.updated_at, r.mode
  FROM claim c JOIN reservation r ON r.id = c.owner_id
  WHERE c.artist_id = $1 AND c.kind >= 2 AND c.start <= $2 AND c.start >= $4 - 2880 AND c.start < $5
  UNION ALL
  SELECT id, artist_id, portfolio_id, customer_id, state, place, start, end, blocked_start, blocked_end, price, title,
         cancellation, contact, version, sequence, deadline, offer_hold_id, canceled_by, canceled_reason, canceled_rule,
         refund, created_at, updated_at, mode
  FROM reservation WHERE artist_id = $1 AND state IN (5, 6, 7) AND start <= $2 AND start >= $4 AND start < $5
) WHERE (start, id) < ($2, $3) AND start >= $4 AND start < $5 AND (1 << state) & $6 <> 0
ORDER BY start DESC, id DESC LIMIT $7

-- name: pending_of_artist
SELECT r.id, r.artist_id, r.portfolio_id, r.customer_id, r.state, r.place, r.start, r.end, r.blocked_start,
       r.blocked_end, r.price, r.title, r.cancellation, r.contact, r.version, r.sequence, r.deadline, r.offer_hold_id,
       r.canceled_by, r.canceled_reason, r.canceled_rule, r.refund, r.created_at, r.updated_at, r.mode
FROM claim c JOIN reservation r ON r.id = c.owner_id
WHERE c.artist_id = $1 AND c.kind = 2 AND (r.deadline, r.id) > ($2, $3)
ORDER BY r.deadline, r.id LIMIT $4

-- name: pending_deadlines
SELECT id, deadline FROM reservation WHERE state = 1

-- name: append_history
INSERT INTO history (reservation_id, version, at, actor, actor_id, event, state, detail)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8)

-- name: history_of_reservation
SELECT at, actor, event, state, detail FROM history WHERE reservation_id = $1 ORDER BY version

-- name: find_answer
SELECT request_hash, body FROM idempotency WHERE member_id = $1 AND key = $2

-- name: insert_answer
INSERT INTO idempotency (member_id, key, request_hash, body, created_at) VALUES ($1, $2, $3, $4, $5)

-- name: forget_answers
DELETE FROM idempotency WHERE id IN (SELECT id FROM idempotency ORDER BY id LIMIT $2) AND created_at < $1

-- name: insert_waitlist
INSERT INTO waitlist (id, artist_id, portfolio_id, customer_id, place, date, from_minute, to_minute, window_start,
                      window_end, state, offer_hold_id, created_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)

-- name: update_waitlist
UPDATE waitlist SET state = $2, offer_hold_id = $3 WHERE id = $1

-- name: waitlist_by_id
SELECT id, artist_id, portfolio_id, customer_id, place, date, from_minute, to_minute, window_start, window_end, state,
       offer_hold_id, created_at
FROM waitlist WHERE id = $1

-- name: waitlist_of_customer
SELECT id, artist_id, portfolio_id, customer_id, place, date, from_minute, to_minute, window_start, window_end, state,
       offer_hold_id, created_at
FROM waitlist WHERE customer_id = $1 AND state IN (1, 2) ORDER BY id

-- name: waitlist_of_artist
SELECT id, artist_id, portfolio_id, customer_id, place, date, from_minute, to_minute, window_start, window_end, state,
       offer_hold_id, created_at
FROM waitlist WHERE artist_id = $1 AND state IN (1, 2) ORDER BY id

-- name: artists_with_waitlist
SELECT DISTINCT artist_id FROM waitlist WHERE state IN (1, 2)

-- name: lapsed_waitlist
SELECT id FROM waitlist WHERE state = 1 AND window_end <= $1 LIMIT 100

-- name: put_schedule
INSERT INTO schedule (artist_id, version, document) VALUES ($1, $2, $3)
ON CONFLICT (artist_id) DO UPDATE SET version = excluded.version, document = excluded.document

-- name: schedules_of_artists
SELECT artist_id, version, document FROM schedule WHERE artist_id >= $1 AND artist_id < $2

-- name: largest_artist
SELECT max(artist_id) FROM schedule

-- name: largest_ids
SELECT max(coalesce((SELECT max(id) FROM reservation), 0), coalesce((SELECT max(id) FROM hold), 0),
           coalesce((SELECT max(id) FROM waitlist), 0), coalesce((SELECT max(id) FROM busy_calendar), 0))

-- name: schedule_of_artist
SELECT document FROM schedule WHERE artist_id = $1
