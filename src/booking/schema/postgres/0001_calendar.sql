-- The artist's calendar on PostgreSQL. Calendar times are minutes since 1970 UTC, instants are milliseconds; intervals are
-- [start, end). What belongs to an artist has artist_id in every key, so that it can lie on one of many servers.

CREATE EXTENSION IF NOT EXISTS btree_gist;

-- Tells processes apart in the numbers that they give to rows.
CREATE SEQUENCE process_number MINVALUE 0 MAXVALUE 255 CYCLE;

CREATE TABLE schedule (
  artist_id bigint PRIMARY KEY,
  version   bigint NOT NULL CHECK (version > 0),
  document  text   NOT NULL
);

-- One row for each interval an artist is taken, buffers and travel included, whoever took it.
-- kind: 1 hold, 2 pending, 3 approved, 4 past (completed or no-show). owner_id: the hold's or the reservation's id.
CREATE TABLE claim (
  artist_id bigint   NOT NULL,
  start     bigint   NOT NULL CHECK (start >= 0),
  "end"     bigint   NOT NULL CHECK ("end" > start),
  kind      smallint NOT NULL CHECK (kind BETWEEN 1 AND 4),
  owner_id  bigint   NOT NULL,
  -- how much of [start, end) comes before and after the service, and how much of each of these is travel
  before_minutes integer NOT NULL DEFAULT 0,
  after_minutes  integer NOT NULL DEFAULT 0,
  travel_minutes integer NOT NULL DEFAULT 0,
  PRIMARY KEY (artist_id, start)
) PARTITION BY HASH (artist_id);

-- B1: claims of one artist never overlap, whoever writes. An artist lies in one partition, so its constraint is enough.
DO $$
BEGIN
  FOR part IN 0..7 LOOP
    EXECUTE format(
      'CREATE TABLE claim_%1$s PARTITION OF claim ('
      '  CONSTRAINT claim_%1$s_never_overlaps EXCLUDE USING gist (artist_id WITH =, int8range(start, "end") WITH &&)'
      ') FOR VALUES WITH (MODULUS 8, REMAINDER %1$s)', part);
  END LOOP;
END
$$;

CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION '%', TG_ARGV[0]; END $$;

-- A claim's interval is fixed: moving one means deleting and inserting.
CREATE TRIGGER claim_interval_is_fixed BEFORE UPDATE OF artist_id, start, "end" ON claim
FOR EACH ROW EXECUTE FUNCTION refuse('claim_interval_is_fixed');

-- The newest fence issued for an artist's holds; it only grows (B4).
CREATE TABLE fence (
  artist_id bigint PRIMARY KEY,
  last      bigint NOT NULL CHECK (last > 0)
);

CREATE TRIGGER fence_only_grows BEFORE UPDATE ON fence
FOR EACH ROW WHEN (NEW.last <= OLD.last) EXECUTE FUNCTION refuse('fence_only_grows');

-- purpose: 1 booking, 2 waitlist offer, 3 counter-offer for reservation_id.
CREATE TABLE hold (
  id             bigint   NOT NULL,
  artist_id      bigint   NOT NULL,
  portfolio_id   bigint   NOT NULL,
  customer_id    bigint   NOT NULL,
  place          smallint NOT NULL CHECK (place IN (1, 2)),
  start          bigint   NOT NULL,
  "end"          bigint   NOT NULL CHECK ("end" > start),
  blocked_start  bigint   NOT NULL CHECK (blocked_start <= start),
  blocked_end    bigint   NOT NULL CHECK (blocked_end >= "end"),
  fence          bigint   NOT NULL,
  expires_at     bigint   NOT NULL,
  purpose        smallint NOT NULL CHECK (purpose IN (1, 2, 3)),
  reservation_id bigint,
  waitlist_id    bigint,
  PRIMARY KEY (artist_id, id)
);

-- place: 1 shop, 2 visit. mode: 0 instant, 1 approve. state: 1 pending, 2 approved, 3 completed, 4 reviewed, 5 declined,
-- 6 canceled, 7 expired, 8 no_show. price, title, duration and cancellation are frozen at the booking. sequence counts changes of
-- time (RFC 5545 SEQUENCE); version counts every change.
CREATE TABLE reservation (
  id              bigint   NOT NULL,
  artist_id       bigint   NOT NULL,
  portfolio_id    bigint   NOT NULL,
  customer_id     bigint   NOT NULL,
  state           smallint NOT NULL CHECK (state BETWEEN 1 AND 8),
  place           smallint NOT NULL CHECK (place IN (1, 2)),
  start           bigint   NOT NULL,
  "end"           bigint   NOT NULL CHECK ("end" > start),
  blocked_start   bigint   NOT NULL CHECK (blocked_start <= start),
  blocked_end     bigint   NOT NULL CHECK (blocked_end >= "end"),
  price           bigint   NOT NULL CHECK (price >= 0),
  title           text     NOT NULL,
  cancellation    text     NOT NULL,
  contact         text     NOT NULL,
  mode            smallint NOT NULL DEFAULT 0 CHECK (mode IN (0, 1)),
  version         bigint   NOT NULL CHECK (version > 0),
  sequence        bigint   NOT NULL CHECK (sequence >= 0),
  deadline        bigint,
  offer_hold_id   bigint,
  canceled_by     smallint,
  canceled_reason text,
  canceled_rule   text,
  refund          bigint,
  created_at      bigint   NOT NULL,
  updated_at      bigint   NOT NULL,
  PRIMARY KEY (artist_id, id)
);

CREATE INDEX reservation_by_id ON reservation (id);
CREATE INDEX reservation_of_customer ON reservation (customer_id, id);
CREATE INDEX reservation_pending ON reservation (deadline) WHERE state = 1;
-- Claims list an artist's active and past reservations; this lists the ones whose claim is gone.
CREATE INDEX reservation_without_claim ON reservation (artist_id, start) WHERE state IN (5, 6, 7);

CREATE TRIGGER reservation_version_grows BEFORE UPDATE ON reservation
FOR EACH ROW WHEN (NEW.version <> OLD.version + 1) EXECUTE FUNCTION refuse('reservation_version_grows');

-- One row for each transition; nothing changes or deletes it.
-- actor: 1 customer, 2 artist, 3 operator, 4 system.
CREATE TABLE history (
  reservation_id bigint   NOT NULL,
  version        bigint   NOT NULL,
  at             bigint   NOT NULL,
  actor          smallint NOT NULL,
  actor_id       bigint   NOT NULL,
  event          text     NOT NULL,
  state          smallint NOT NULL,
  detail         text     NOT NULL DEFAULT '',
  PRIMARY KEY (reservation_id, version)
);

CREATE TRIGGER history_is_kept BEFORE DELETE OR UPDATE ON history
FOR EACH ROW EXECUTE FUNCTION refuse('history_is_kept');

-- B3: the key is stored with its effect and its answer. request_hash tells a repeated request from another one.
CREATE TABLE idempotency (
  member_id    bigint NOT NULL,
  key          text   NOT NULL,
  request_hash bigint NOT NULL,
  body         text   NOT NULL,
  created_at   bigint NOT NULL,
  PRIMARY KEY (member_id, key)
);

CREATE INDEX idempotency_by_age ON idempotency (created_at);

-- state: 1 waiting, 2 offered, 3 taken, 4 lapsed, 5 left. The window is [from_minute, to_minute) of the day `date`
-- (days since 1970) on the artist's wall clock, kept as an interval too.
CREATE TABLE waitlist (
  id            bigint   NOT NULL,
  artist_id     bigint   NOT NULL,
  portfolio_id  bigint   NOT NULL,
  customer_id   bigint   NOT NULL,
  place         smallint NOT NULL CHECK (place IN (1, 2)),
  date          bigint   NOT NULL,
  from_minute   bigint   NOT NULL,
  to_minute     bigint   NOT NULL CHECK (to_minute > from_minute),
  window_start  bigint   NOT NULL,
  window_end    bigint   NOT NULL,
  state         smallint NOT NULL CHECK (state BETWEEN 1 AND 5),
  offer_hold_id bigint,
  created_at    bigint   NOT NULL,
  PRIMARY KEY (artist_id, id)
);

CREATE INDEX waitlist_by_id ON waitlist (id);
CREATE INDEX waitlist_of_customer ON waitlist (customer_id, id);
CREATE INDEX waitlist_waiting ON waitlist (artist_id, id) WHERE state IN (1, 2);
