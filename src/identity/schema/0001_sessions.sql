-- Keys that sign session tokens. The newest row without retired_at signs; a retired one verifies until retired_at.
CREATE TABLE signing_key (
  id INTEGER PRIMARY KEY CHECK (id BETWEEN 1 AND 4294967295),
  secret BLOB NOT NULL CHECK (length(secret) = 32),
  created_at INTEGER NOT NULL,
  retired_at INTEGER
) STRICT;

-- Tokens signed out before they expired. Rows are deleted once the token would have expired by itself.
CREATE TABLE revoked_token (
  token_id BLOB PRIMARY KEY CHECK (length(token_id) = 16),
  expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
