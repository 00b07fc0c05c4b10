-- One-time links: each makes the first operator (no member_id) or signs in as one. Only the SHA-256 of a token is kept; a
-- link that was taken is deleted.
CREATE TABLE operator_link (
  token_hash bytea PRIMARY KEY CHECK (length(token_hash) = 32),
  member_id  bigint,
  expires_at bigint NOT NULL
);
