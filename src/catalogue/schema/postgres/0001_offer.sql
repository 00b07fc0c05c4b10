-- What is on offer. Numbers are kept apart from long texts, so that loading a million artists reads only what it keeps.

CREATE TABLE district (
  code    text PRIMARY KEY,
  region  text NOT NULL,
  name_ko text NOT NULL,
  name_en text NOT NULL
);

-- rules: [{"hoursBefore":48,"refundPercent":100}, …], from the longest notice to the shortest.
CREATE TABLE cancellation_policy (
  id    bigint PRIMARY KEY CHECK (id BETWEEN 1 AND 65535),
  rules text NOT NULL
);

INSERT INTO cancellation_policy (id, rules) VALUES
  (1, '[{"hoursBefore":24,"refundPercent":100},{"hoursBefore":3,"refundPercent":50}]'),
  (2, '[{"hoursBefore":72,"refundPercent":100},{"hoursBefore":24,"refundPercent":50}]'),
  (3, '[{"hoursBefore":336,"refundPercent":100},{"hoursBefore":168,"refundPercent":50},{"hoursBefore":72,"refundPercent":30}]'),
  (4, '[{"hoursBefore":48,"refundPercent":100}]');

-- place: 1 shop, 2 visit, 3 both. rank 0 is recommended first. rating is 0 without reviews.
CREATE TABLE artist (
  id                bigint PRIMARY KEY CHECK (id > 0),
  member_id         bigint NOT NULL,
  name              text    NOT NULL CHECK (length(name) BETWEEN 1 AND 40),
  district          text    NOT NULL,
  place             bigint NOT NULL CHECK (place BETWEEN 1 AND 3),
  rank              bigint NOT NULL CHECK (rank BETWEEN 0 AND 4294967295),
  rating_hundredths bigint NOT NULL CHECK (rating_hundredths BETWEEN 0 AND 500),
  review_count      bigint NOT NULL CHECK (review_count BETWEEN 0 AND 4294967295),
  experience_years  bigint NOT NULL CHECK (experience_years BETWEEN 0 AND 80),
  hidden            bigint NOT NULL CHECK (hidden IN (0, 1)),
  created_at        bigint NOT NULL
);

CREATE TABLE artist_text (
  artist_id bigint PRIMARY KEY,
  bio       text NOT NULL CHECK (length(bio) <= 2000)
);

-- category: 0 daily, 1 interview, 2 actor, 3 party, 4 wedding, 5 prosthetic, 6 studio, 7 etc. mode: 0 instant, 1 approve.
CREATE TABLE portfolio (
  id                  bigint PRIMARY KEY CHECK (id > 0),
  artist_id           bigint NOT NULL,
  title               text    NOT NULL CHECK (length(title) BETWEEN 1 AND 60),
  category            bigint NOT NULL CHECK (category BETWEEN 0 AND 7),
  place               bigint NOT NULL CHECK (place BETWEEN 1 AND 3),
  price               bigint NOT NULL CHECK (price BETWEEN 0 AND 100000000),
  duration_minutes    bigint NOT NULL CHECK (duration_minutes BETWEEN 5 AND 1440),
  mode                bigint NOT NULL CHECK (mode IN (0, 1)),
  cancellation_policy bigint NOT NULL,
  picture_seed        bigint NOT NULL CHECK (picture_seed BETWEEN 0 AND 4294967295),
  hidden              bigint NOT NULL CHECK (hidden IN (0, 1)),
  created_at          bigint NOT NULL
);

CREATE TABLE portfolio_text (
  portfolio_id bigint PRIMARY KEY,
  description  text NOT NULL CHECK (length(description) <= 4000)
);
