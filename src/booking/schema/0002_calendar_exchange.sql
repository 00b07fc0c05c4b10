-- Calendars that an artist keeps elsewhere, and the feed of her bookings for them.

-- url: null for a calendar that was handed in as a file. etag, modified: what the other server called the last good copy.
-- due_at: when to read it next. problem: a code, empty when there is nothing to tell; its sentence stands beside it.
CREATE TABLE busy_calendar (
  id             INTEGER PRIMARY KEY,
  artist_id      INTEGER NOT NULL,
  name           TEXT    NOT NULL,
  url            TEXT,
  etag           TEXT    NOT NULL,
  modified       TEXT    NOT NULL,
  tried_at       INTEGER NOT NULL,
  read_at        INTEGER NOT NULL,
  due_at         INTEGER NOT NULL,
  failures       INTEGER NOT NULL CHECK (failures >= 0),
  event_count    INTEGER NOT NULL CHECK (event_count >= 0),
  problem        TEXT    NOT NULL,
  problem_detail TEXT    NOT NULL
) STRICT;

-- An artist's calendar is known by its address, a file by its name: handing it in again replaces it.
CREATE UNIQUE INDEX busy_calendar_of_artist ON busy_calendar (artist_id, coalesce(url, 'file:' || name));
CREATE INDEX busy_calendar_due ON busy_calendar (due_at);

-- The text as it came, packed with gzip: recurring events are followed again as the window moves on.
CREATE TABLE busy_source (
  calendar_id INTEGER PRIMARY KEY,
  packed      BLOB    NOT NULL
) STRICT;

-- Disjoint intervals in minutes since 1970. Not claims: they only make times unavailable.
CREATE TABLE busy_time (
  calendar_id INTEGER NOT NULL,
  start       INTEGER NOT NULL,
  end         INTEGER NOT NULL CHECK (end > start),
  PRIMARY KEY (calendar_id, start)
) STRICT, WITHOUT ROWID;

-- Only a hash of the secret in the feed's address is kept.
CREATE TABLE calendar_feed (
  artist_id   INTEGER PRIMARY KEY,
  secret_hash BLOB    NOT NULL UNIQUE,
  created_at  INTEGER NOT NULL
) STRICT;
