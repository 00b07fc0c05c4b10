-- Keys that sign session tokens. The newest row without retired_at signs; a retired one verifies until retired_at.
CREATE TABLE signing_key (
  id bigint PRIMARY KEY CHECK (id BETWEEN 1 AND 4294967295),
  secret bytea NOT NULL CHECK (length(secret) = 32),
  created_at bigint NOT NULL,
  retired_at bigint
);

-- Tokens signed out before they expired. Rows are deleted once the token would have expired by itself.
CREATE TABLE revoked_token (
  token_id bytea PRIMARY KEY CHECK (length(token_id) = 16),
  expires_at bigint NOT NULL
);
