-- Members whose sessions were ended all at once: their tokens issued until then are refused.
CREATE TABLE revoked_member (
  member_id    bigint PRIMARY KEY,
  issued_until bigint NOT NULL
);
