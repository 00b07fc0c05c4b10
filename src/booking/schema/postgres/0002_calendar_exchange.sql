-- Calendars that an artist keeps elsewhere, and the feed of her bookings for them.

-- url: null for a calendar that was handed in as a file. etag, modified: what the other server called the last good copy.
-- due_at: when to read it next. problem: a code, empty when there is nothing to tell; its sentence stands beside it.
CREATE TABLE busy_calendar (
  id             bigint NOT NULL,
  artist_id      bigint NOT NULL,
  name           text    NOT NULL,
  url            text,
  etag           text    NOT NULL,
  modified       text    NOT NULL,
  tried_at       bigint NOT NULL,
  read_at        bigint NOT NULL,
  due_at         bigint NOT NULL,
  failures       bigint NOT NULL CHECK (failures >= 0),
  event_count    bigint NOT NULL CHECK (event_count >= 0),
  problem        text    NOT NULL,
  problem_detail text    NOT NULL,
  PRIMARY KEY (artist_id, id)
);

CREATE INDEX busy_calendar_by_id ON busy_calendar (id);

-- An artist's calendar is known by its address, a file by its name: handing it in again replaces it.
CREATE UNIQUE INDEX busy_calendar_of_artist ON busy_calendar (artist_id, (coalesce(url, 'file:' || name)));
CREATE INDEX busy_calendar_due ON busy_calendar (due_at);

-- The text as it came, packed with gzip: recurring events are followed again as the window moves on.
CREATE TABLE busy_source (
  calendar_id bigint PRIMARY KEY,
  packed      bytea    NOT NULL
);

-- Disjoint intervals in minutes since 1970. Not claims: they only make times unavailable.
CREATE TABLE busy_time (
  calendar_id bigint NOT NULL,
  start       bigint NOT NULL,
  "end"       bigint NOT NULL CHECK ("end" > start),
  PRIMARY KEY (calendar_id, start)
);

-- Only a hash of the secret in the feed's address is kept.
CREATE TABLE calendar_feed (
  artist_id   bigint PRIMARY KEY,
  secret_hash bytea   NOT NULL,
  created_at  bigint NOT NULL
);

CREATE INDEX calendar_feed_by_secret ON calendar_feed (secret_hash);
