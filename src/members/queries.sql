-- name: select_member
SELECT id, roles, name, phone, locale, artist_id, created_at FROM member WHERE id = $1

-- name: select_name
SELECT name FROM member WHERE id = $1

-- The choices of the development sign-in: operators, then the first artists, then the first customers.
-- name: select_operators
SELECT id, roles, name, artist_id FROM member WHERE roles & 4 <> 0 ORDER BY id LIMIT $1

-- name: select_artists
SELECT id, roles, name, artist_id FROM member WHERE artist_id IS NOT NULL ORDER BY id LIMIT $1

-- name: select_customers
SELECT id, roles, name, artist_id FROM member WHERE roles = 1 ORDER BY id LIMIT $1

-- name: search_by_name
SELECT id, roles, name, artist_id FROM member WHERE instr(name, $1) > 0 ORDER BY id LIMIT $2

-- name: insert_member
INSERT INTO member (id, roles, name, phone, locale, artist_id, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7)

-- name: count_operators
SELECT count(*) FROM member WHERE roles & 4 <> 0

-- name: select_operator
SELECT id, roles, name, artist_id FROM member WHERE id = $1 AND roles & 4 <> 0

-- name: next_member
SELECT coalesce(max(id), 0) + 1 FROM member

-- name: make_operator
UPDATE member SET roles = roles | 4 WHERE id = $1

-- name: make_no_operator
UPDATE member SET roles = roles & 3 WHERE id = $1

-- name: select_link
SELECT member_id FROM operator_link WHERE token_hash = $1 AND expires_at > $2

-- name: insert_link
INSERT INTO operator_link (token_hash, member_id, expires_at) VALUES ($1, $2, $3)

-- name: delete_link
DELETE FROM operator_link WHERE token_hash = $1

-- The ones that a new link for $1 replaces, and what has expired.
-- name: delete_links
DELETE FROM operator_link WHERE coalesce(member_id, 0) = coalesce($1, 0) OR expires_at <= $2
