-- What `meme admin people` lists.

-- name: listed_people
SELECT id, roles, name FROM member WHERE ($1 = 0 OR roles & 4 <> 0) AND instr(name, $2) > 0 ORDER BY id LIMIT $3

-- name: listed_operators
SELECT id FROM member WHERE roles & 4 <> 0 ORDER BY id LIMIT 2
