-- Members whose sessions were ended all at once: their tokens issued until then are refused.
CREATE TABLE revoked_member (
  member_id    INTEGER PRIMARY KEY,
  issued_until INTEGER NOT NULL
) STRICT;
