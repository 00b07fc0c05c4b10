-- What is on offer. Numbers are kept apart from long texts, so that loading a million artists reads only what it keeps.

CREATE TABLE district (
  code    TEXT PRIMARY KEY,
  region  TEXT NOT NULL,
  name_ko TEXT NOT NULL,
  name_en TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- rules: [{"hoursBefore":48,"refundPercent":100}, …], from the longest notice to the shortest.
CREATE TABLE cancellation_policy (
  id    INTEGER PRIMARY KEY CHECK (id BETWEEN 1 AND 65535),
  rules TEXT NOT NULL
) STRICT;

INSERT INTO cancellation_policy (id, rules) VALUES
  (1, '[{"hoursBefore":24,"refundPercent":100},{"hoursBefore":3,"refundPercent":50}]'),
  (2, '[{"hoursBefore":72,"refundPercent":100},{"hoursBefore":24,"refundPercent":50}]'),
  (3, '[{"hoursBefore":336,"refundPercent":100},{"hoursBefore":168,"refundPercent":50},{"hoursBefore":72,"refundPercent":30}]'),
  (4, '[{"hoursBefore":48,"refundPercent":100}]');

-- place: 1 shop, 2 visit, 3 both. rank 0 is recommended first. rating is 0 without reviews.
CREATE TABLE artist (
  id                INTEGER PRIMARY KEY CHECK (id > 0),
  member_id         INTEGER NOT NULL,
  name              TEXT    NOT NULL CHECK (length(name) BETWEEN 1 AND 40),
  district          TEXT    NOT NULL,
  place             INTEGER NOT NULL CHECK (place BETWEEN 1 AND 3),
  rank              INTEGER NOT NULL CHECK (rank BETWEEN 0 AND 4294967295),
  rating_hundredths INTEGER NOT NULL CHECK (rating_hundredths BETWEEN 0 AND 500),
  review_count      INTEGER NOT NULL CHECK (review_count BETWEEN 0 AND 4294967295),
  experience_years  INTEGER NOT NULL CHECK (experience_years BETWEEN 0 AND 80),
  hidden            INTEGER NOT NULL CHECK (hidden IN (0, 1)),
  created_at        INTEGER NOT NULL
) STRICT;

CREATE TABLE artist_text (
  artist_id INTEGER PRIMARY KEY,
  bio       TEXT NOT NULL CHECK (length(bio) <= 2000)
) STRICT;

-- category: 0 daily, 1 interview, 2 actor, 3 party, 4 wedding, 5 prosthetic, 6 studio, 7 etc. mode: 0 instant, 1 approve.
CREATE TABLE portfolio (
  id                  INTEGER PRIMARY KEY CHECK (id > 0),
  artist_id           INTEGER NOT NULL,
  title               TEXT    NOT NULL CHECK (length(title) BETWEEN 1 AND 60),
  category            INTEGER NOT NULL CHECK (category BETWEEN 0 AND 7),
  place               INTEGER NOT NULL CHECK (place BETWEEN 1 AND 3),
  price               INTEGER NOT NULL CHECK (price BETWEEN 0 AND 100000000),
  duration_minutes    INTEGER NOT NULL CHECK (duration_minutes BETWEEN 5 AND 1440),
  mode                INTEGER NOT NULL CHECK (mode IN (0, 1)),
  cancellation_policy INTEGER NOT NULL,
  picture_seed        INTEGER NOT NULL CHECK (picture_seed BETWEEN 0 AND 4294967295),
  hidden              INTEGER NOT NULL CHECK (hidden IN (0, 1)),
  created_at          INTEGER NOT NULL
) STRICT;

CREATE TABLE portfolio_text (
  portfolio_id INTEGER PRIMARY KEY,
  description  TEXT NOT NULL CHECK (length(description) <= 4000)
) STRICT;
