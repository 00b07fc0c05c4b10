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
