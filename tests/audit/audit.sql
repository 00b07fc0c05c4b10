-- What must be true of a booking database at rest, whoever wrote to it. Each row is a fault: its name, then what it is about.
-- Used by every suite that kills, cuts or simulates; also by hand: sqlite3 -readonly meme.db < tests/audit/audit.sql
WITH
-- A counter-offer that reaches into its reservation's own time shares one claim with it.
shared(hold_id, reservation_id, start, end) AS (
  SELECT h.id, r.id, min(h.blocked_start, r.blocked_start), max(h.blocked_end, r.blocked_end)
  FROM hold h JOIN reservation r ON r.id = h.reservation_id
  WHERE h.purpose = 3 AND h.blocked_start < r.blocked_end AND r.blocked_start < h.blocked_end
),
needed(artist_id, start, end, kind, owner_id) AS (
  SELECT artist_id, blocked_start, blocked_end, 1, id FROM hold WHERE id NOT IN (SELECT hold_id FROM shared)
  UNION ALL
  SELECT r.artist_id, coalesce(s.start, r.blocked_start), coalesce(s.end, r.blocked_end),
         CASE r.state WHEN 1 THEN 2 WHEN 2 THEN 3 ELSE 4 END, r.id
  FROM reservation r LEFT JOIN shared s ON s.reservation_id = r.id WHERE r.state IN (1, 2, 3, 4, 8)
),
fault(name, about) AS (
  -- B1
  SELECT 'claims overlap', a.artist_id || ' at ' || a.start || ' and ' || b.start
  FROM claim a JOIN claim b ON a.artist_id = b.artist_id AND a.start < b.start AND b.start < a.end
  UNION ALL
  -- Claims are exactly what live holds and reservations need.
  SELECT 'claim without owner', artist_id || ' at ' || start || ' kind ' || kind || ' of ' || owner_id
  FROM (SELECT artist_id, start, end, kind, owner_id FROM claim EXCEPT SELECT * FROM needed)
  UNION ALL
  SELECT CASE kind WHEN 1 THEN 'hold without claim' ELSE 'active reservation without claim' END, owner_id
  FROM (SELECT * FROM needed EXCEPT SELECT artist_id, start, end, kind, owner_id FROM claim)
  UNION ALL
  SELECT 'ended reservation with claim', id FROM reservation r
  WHERE state IN (5, 6, 7) AND EXISTS (SELECT 1 FROM claim c WHERE c.artist_id = r.artist_id AND c.owner_id = r.id)
  UNION ALL
  -- B5: a change and its history are one.
  SELECT 'history incomplete', r.id || ' version ' || r.version || ' has ' || count(h.version) || ' rows'
  FROM reservation r LEFT JOIN history h ON h.reservation_id = r.id
  GROUP BY r.id HAVING count(h.version) <> r.version OR max(h.version) <> r.version
  UNION ALL
  SELECT 'history of another state', r.id || ' is ' || r.state || ', history says ' || h.state
  FROM reservation r JOIN history h ON h.reservation_id = r.id AND h.version = r.version
  WHERE h.state <> r.state
  UNION ALL
  SELECT 'history of nothing', reservation_id FROM history
  WHERE reservation_id NOT IN (SELECT id FROM reservation)
  UNION ALL
  -- Deadlines, offers and refunds belong to their states.
  SELECT 'pending without deadline', id FROM reservation WHERE state = 1 AND deadline IS NULL
  UNION ALL
  SELECT 'deadline without pending', id FROM reservation WHERE state <> 1 AND deadline IS NOT NULL
  UNION ALL
  SELECT 'canceled without reason', id FROM reservation
  WHERE (state = 6) <> (canceled_by IS NOT NULL AND refund IS NOT NULL)
  UNION ALL
  SELECT 'offer without hold', id FROM reservation r
  WHERE offer_hold_id IS NOT NULL AND NOT EXISTS (
    SELECT 1 FROM hold h WHERE h.id = r.offer_hold_id AND h.purpose = 3 AND h.reservation_id = r.id)
  UNION ALL
  SELECT 'counter-offer of nothing', id FROM hold h
  WHERE purpose = 3 AND NOT EXISTS (SELECT 1 FROM reservation r WHERE r.id = h.reservation_id AND r.offer_hold_id = h.id)
  UNION ALL
  SELECT 'waitlist offer without hold', id FROM waitlist w
  WHERE (state = 2) <> EXISTS (SELECT 1 FROM hold h WHERE h.id = w.offer_hold_id AND h.purpose = 2 AND h.waitlist_id = w.id)
  UNION ALL
  SELECT 'waitlist hold of nothing', id FROM hold h
  WHERE purpose = 2 AND NOT EXISTS (SELECT 1 FROM waitlist w WHERE w.id = h.waitlist_id AND w.offer_hold_id = h.id)
  UNION ALL
  -- B4
  SELECT 'fence behind a hold', h.id FROM hold h LEFT JOIN fence f ON f.artist_id = h.artist_id
  WHERE f.last IS NULL OR f.last < h.fence
  UNION ALL
  SELECT 'one fence twice', artist_id || ' fence ' || fence FROM hold GROUP BY artist_id, fence HAVING count(*) > 1
  UNION ALL
  -- B3: an answer tells of something that is there.
  SELECT 'answer without effect', member_id || ' ' || key FROM idempotency
  WHERE json_extract(body, '$.version') IS NOT NULL AND json_extract(body, '$.state') IS NOT NULL
    AND (created_at, json_extract(body, '$.version')) NOT IN (SELECT at, version FROM history)
)
SELECT name, about FROM fault LIMIT 100
