-- Messages to be delivered. Ids only grow and are never used twice; finished rows are deleted by ranges of ids.
CREATE TABLE outbox (
  id         bigint PRIMARY KEY,
  topic      text NOT NULL,
  key        text NOT NULL,
  payload    text NOT NULL,
  created_at bigint NOT NULL
);

-- Everything up to `position` is finished for the consumer, but for its rows in outbox_retry.
CREATE TABLE outbox_position (
  consumer text PRIMARY KEY,
  position bigint NOT NULL
);

-- Messages that failed (attempts > 0), and those behind them with the same key, which wait for their turn (attempts = 0).
CREATE TABLE outbox_retry (
  consumer   text NOT NULL,
  id         bigint NOT NULL,
  key        text NOT NULL,
  attempts   bigint NOT NULL,
  not_before bigint NOT NULL,
  error      text NOT NULL,
  PRIMARY KEY (consumer, id)
);

-- Messages that were given up, whole, so that a person can look at them and send them again.
CREATE TABLE outbox_dead (
  consumer   text NOT NULL,
  id         bigint NOT NULL,
  topic      text NOT NULL,
  key        text NOT NULL,
  payload    text NOT NULL,
  created_at bigint NOT NULL,
  attempts   bigint NOT NULL,
  error      text NOT NULL,
  died_at    bigint NOT NULL,
  PRIMARY KEY (consumer, id)
);

-- What a receiver has taken in, for receivers that get their messages from elsewhere and may get one twice.
CREATE TABLE outbox_received (
  consumer text NOT NULL,
  id       bigint NOT NULL,
  PRIMARY KEY (consumer, id)
);
