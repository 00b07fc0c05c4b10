-- People. roles: bits customer 1, artist 2, operator 4. artist_id: the artist this member is.
CREATE TABLE member (
  id         INTEGER PRIMARY KEY CHECK (id > 0),
  roles      INTEGER NOT NULL CHECK (roles BETWEEN 0 AND 7),
  name       TEXT    NOT NULL CHECK (length(name) BETWEEN 1 AND 40),
  phone      TEXT    NOT NULL,
  locale     TEXT    NOT NULL CHECK (locale IN ('ko', 'en')),
  artist_id  INTEGER CHECK (artist_id IS NULL OR roles & 2 <> 0),
  created_at INTEGER NOT NULL
) STRICT;

CREATE INDEX member_operator ON member (id) WHERE roles & 4 <> 0;
