-- name: seed_has_people
SELECT EXISTS (SELECT 1 FROM member) OR EXISTS (SELECT 1 FROM artist)
