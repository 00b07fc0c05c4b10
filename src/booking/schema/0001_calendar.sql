-- The artist's calendar. Calendar times are minutes since 1970 UTC, instants are milliseconds; intervals are [start, end).

CREATE TABLE schedule (
  artist_id INTEGER PRIMARY KEY,
  version   INTEGER NOT NULL CHECK (version > 0),
  document  TEXT    NOT NULL
) STRICT;

-- One row for each interval an artist is taken, buffers and travel included, whoever took it.
-- kind: 1 hold, 2 pending, 3 approved, 4 past (completed or no-show). owner_id: the hold's or the reservation's id.
CREATE TABLE claim (
  artist_id INTEGER NOT NULL,
  start     INTEGER NOT NULL CHECK (start >= 0),
  end       INTEGER NOT NULL CHECK (end > start),
  kind      INTEGER NOT NULL CHECK (kind BETWEEN 1 AND 4),
  owner_id  INTEGER NOT NULL,
  -- how much of [start, end) comes before and after the service, and how much of each of these is travel
  before_minutes INTEGER NOT NULL DEFAULT 0,
  after_minutes  INTEGER NOT NULL DEFAULT 0,
  travel_minutes INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (artist_id, start)
) STRICT, WITHOUT ROWID;

-- B1: claims of one artist never overlap. Rows that are there do not overlap, so only the last one that starts before the
-- new end can reach into the new interval: one index look-up decides.
CREATE TRIGGER claim_never_overlaps BEFORE INSERT ON claim
WHEN (SELECT end FROM claim WHERE artist_id = NEW.artist_id AND start < NEW.end ORDER BY start DESC LIMIT 1) > NEW.start
BEGIN
  SELECT RAISE(ABORT, 'claim_overlaps');
END;

-- A claim's interval is fixed: moving one means deleting and inserting, which the trigger above guards.
CREATE TRIGGER claim_interval_is_fixed BEFORE UPDATE OF artist_id, start, end ON claim
BEGIN
  SELECT RAISE(ABORT, 'claim_interval_is_fixed');
END;

-- The newest fence issued for an artist's holds; it only grows (B4).
CREATE TABLE fence (
  artist_id INTEGER PRIMARY KEY,
  last      INTEGER NOT NULL CHECK (last > 0)
) STRICT;

CREATE TRIGGER fence_only_grows BEFORE UPDATE ON fence WHEN NEW.last <= OLD.last
BEGIN
  SELECT RAISE(ABORT, 'fence_only_grows');
END;

-- purpose: 1 booking, 2 waitlist offer, 3 counter-offer for reservation_id.
CREATE TABLE hold (
  id             INTEGER PRIMARY KEY,
  artist_id      INTEGER NOT NULL,
  portfolio_id   INTEGER NOT NULL,
  customer_id    INTEGER NOT NULL,
  place          INTEGER NOT NULL CHECK (place IN (1, 2)),
  start          INTEGER NOT NULL,
  end            INTEGER NOT NULL CHECK (end > start),
  blocked_start  INTEGER NOT NULL CHECK (blocked_start <= start),
  blocked_end    INTEGER NOT NULL CHECK (blocked_end >= end),
  fence          INTEGER NOT NULL,
  expires_at     INTEGER NOT NULL,
  purpose        INTEGER NOT NULL CHECK (purpose IN (1, 2, 3)),
  reservation_id INTEGER,
  waitlist_id    INTEGER
) STRICT;

-- place: 1 shop, 2 visit. mode: 0 instant, 1 approve. state: 1 pending, 2 approved, 3 completed, 4 reviewed, 5 declined, 6 canceled, 7 expired, 8 no_show.
-- price, title, duration and cancellation are frozen at the booking. sequence counts changes of time (RFC 5545 SEQUENCE);
-- version counts every change.
CREATE TABLE reservation (
  id              INTEGER PRIMARY KEY,
  artist_id       INTEGER NOT NULL,
  portfolio_id    INTEGER NOT NULL,
  customer_id     INTEGER NOT NULL,
  state           INTEGER NOT NULL CHECK (state BETWEEN 1 AND 8),
  place           INTEGER NOT NULL CHECK (place IN (1, 2)),
  start           INTEGER NOT NULL,
  end             INTEGER NOT NULL CHECK (end > start),
  blocked_start   INTEGER NOT NULL CHECK (blocked_start <= start),
  blocked_end     INTEGER NOT NULL CHECK (blocked_end >= end),
  price           INTEGER NOT NULL CHECK (price >= 0),
  title           TEXT    NOT NULL,
  cancellation    TEXT    NOT NULL,
  contact         TEXT    NOT NULL,
  mode            INTEGER NOT NULL DEFAULT 0 CHECK (mode IN (0, 1)),
  version         INTEGER NOT NULL CHECK (version > 0),
  sequence        INTEGER NOT NULL CHECK (sequence >= 0),
  deadline        INTEGER,
  offer_hold_id   INTEGER,
  canceled_by     INTEGER,
  canceled_reason TEXT,
  canceled_rule   TEXT,
  refund          INTEGER,
  created_at      INTEGER NOT NULL,
  updated_at      INTEGER NOT NULL
) STRICT;

CREATE INDEX reservation_of_customer ON reservation (customer_id, id);
CREATE INDEX reservation_pending ON reservation (deadline) WHERE state = 1;
-- Claims list an artist's active and past reservations; this lists the ones whose claim is gone.
CREATE INDEX reservation_without_claim ON reservation (artist_id, start) WHERE state IN (5, 6, 7);

CREATE TRIGGER reservation_version_grows BEFORE UPDATE ON reservation WHEN NEW.version <> OLD.version + 1
BEGIN
  SELECT RAISE(ABORT, 'reservation_version_grows');
END;

-- One row for each transition; nothing changes or deletes it.
-- actor: 1 customer, 2 artist, 3 operator, 4 system.
CREATE TABLE history (
  reservation_id INTEGER NOT NULL,
  version        INTEGER NOT NULL,
  at             INTEGER NOT NULL,
  actor          INTEGER NOT NULL,
  actor_id       INTEGER NOT NULL,
  event          TEXT    NOT NULL,
  state          INTEGER NOT NULL,
  detail         TEXT    NOT NULL DEFAULT '',
  PRIMARY KEY (reservation_id, version)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER history_is_kept BEFORE DELETE ON history BEGIN SELECT RAISE(ABORT, 'history_is_kept'); END;
CREATE TRIGGER history_is_fixed BEFORE UPDATE ON history BEGIN SELECT RAISE(ABORT, 'history_is_fixed'); END;

-- B3: the key is stored with its effect and its answer. request_hash tells a repeated request from another one.
-- Answers are appended and forgotten in order; only the small index is written at random places.
CREATE TABLE idempotency (
  id           INTEGER PRIMARY KEY,
  member_id    INTEGER NOT NULL,
  key          TEXT    NOT NULL,
  request_hash INTEGER NOT NULL,
  body         TEXT    NOT NULL,
  created_at   INTEGER NOT NULL
) STRICT;

CREATE UNIQUE INDEX idempotency_of_member ON idempotency (member_id, key);

-- state: 1 waiting, 2 offered, 3 taken, 4 lapsed, 5 left. The window is [from_minute, to_minute) of the day `date`
-- (days since 1970) on the artist's wall clock, kept as an interval too.
CREATE TABLE waitlist (
  id            INTEGER PRIMARY KEY,
  artist_id     INTEGER NOT NULL,
  portfolio_id  INTEGER NOT NULL,
  customer_id   INTEGER NOT NULL,
  place         INTEGER NOT NULL CHECK (place IN (1, 2)),
  date          INTEGER NOT NULL,
  from_minute   INTEGER NOT NULL,
  to_minute     INTEGER NOT NULL CHECK (to_minute > from_minute),
  window_start  INTEGER NOT NULL,
  window_end    INTEGER NOT NULL,
  state         INTEGER NOT NULL CHECK (state BETWEEN 1 AND 5),
  offer_hold_id INTEGER,
  created_at    INTEGER NOT NULL
) STRICT;

CREATE INDEX waitlist_of_customer ON waitlist (customer_id, id);
CREATE INDEX waitlist_waiting ON waitlist (artist_id, id) WHERE state IN (1, 2);
