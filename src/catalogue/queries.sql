-- Writes nothing when nothing is new, so that a start does not wait for the disk.
-- name: upsert_district
INSERT INTO district (code, region, name_ko, name_en) VALUES ($1, $2, $3, $4)
ON CONFLICT (code) DO UPDATE SET region = excluded.region, name_ko = excluded.name_ko, name_en = excluded.name_en
WHERE (district.region, district.name_ko, district.name_en) <> (excluded.region, excluded.name_ko, excluded.name_en)

-- name: select_districts
SELECT code, region, name_ko, name_en FROM district ORDER BY code

-- name: select_policies
SELECT id, rules FROM cancellation_policy ORDER BY id

-- name: largest_artist
SELECT max(id) FROM artist

-- name: largest_portfolio
SELECT max(id) FROM portfolio

-- name: select_artists
SELECT id, member_id, name, district, place, rank, rating_hundredths, review_count, experience_years, hidden
FROM artist ORDER BY id

-- name: select_portfolios
SELECT id, artist_id, title, category, place, price, duration_minutes, mode, cancellation_policy, picture_seed, hidden
FROM portfolio ORDER BY id

-- name: select_bio
SELECT bio FROM artist_text WHERE artist_id = $1

-- name: select_description
SELECT description FROM portfolio_text WHERE portfolio_id = $1

-- name: update_portfolio
UPDATE portfolio SET title = $2, price = $3, mode = $4, hidden = $5 WHERE id = $1

-- name: insert_artist
INSERT INTO artist (id, member_id, name, district, place, rank, rating_hundredths, review_count, experience_years,
                    hidden, created_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)

-- name: insert_artist_text
INSERT INTO artist_text (artist_id, bio) VALUES ($1, $2)

-- name: insert_portfolio
INSERT INTO portfolio (id, artist_id, title, category, place, price, duration_minutes, mode, cancellation_policy,
                       picture_seed, hidden, created_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)

-- name: insert_portfolio_text
INSERT INTO portfolio_text (portfolio_id, description) VALUES ($1, $2)
