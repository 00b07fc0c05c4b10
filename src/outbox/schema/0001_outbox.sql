-- Messages to be delivered. Ids only grow and are never used twice; finished rows are deleted by ranges of ids.
CREATE TABLE outbox (
  id         INTEGER PRIMARY KEY,
  topic      TEXT NOT NULL,
  key        TEXT NOT NULL,
  payload    TEXT NOT NULL,
  created_at INTEGER NOT NULL
) STRICT;

-- Everything up to `position` is finished for the consumer, but for its rows in outbox_retry.
CREATE TABLE outbox_position (
  consumer TEXT PRIMARY KEY,
  position INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Messages that failed (attempts > 0), and those behind them with the same key, which wait for their turn (attempts = 0).
CREATE TABLE outbox_retry (
  consumer   TEXT NOT NULL,
  id         INTEGER NOT NULL,
  key        TEXT NOT NULL,
  attempts   INTEGER NOT NULL,
  not_before INTEGER NOT NULL,
  error      TEXT NOT NULL,
  PRIMARY KEY (consumer, id)
) STRICT, WITHOUT ROWID;

-- Messages that were given up, whole, so that a person can look at them and send them again.
CREATE TABLE outbox_dead (
  consumer   TEXT NOT NULL,
  id         INTEGER NOT NULL,
  topic      TEXT NOT NULL,
  key        TEXT NOT NULL,
  payload    TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  attempts   INTEGER NOT NULL,
  error      TEXT NOT NULL,
  died_at    INTEGER NOT NULL,
  PRIMARY KEY (consumer, id)
) STRICT, WITHOUT ROWID;

-- What a receiver has taken in, for receivers that get their messages from elsewhere and may get one twice.
CREATE TABLE outbox_received (
  consumer TEXT NOT NULL,
  id       INTEGER NOT NULL,
  PRIMARY KEY (consumer, id)
) STRICT, WITHOUT ROWID;
