-- People. roles: bits customer 1, artist 2, operator 4. artist_id: the artist this member is.
CREATE TABLE member (
  id         bigint PRIMARY KEY CHECK (id > 0),
  roles      bigint NOT NULL CHECK (roles BETWEEN 0 AND 7),
  name       text    NOT NULL CHECK (length(name) BETWEEN 1 AND 40),
  phone      text    NOT NULL,
  locale     text    NOT NULL CHECK (locale IN ('ko', 'en')),
  artist_id  bigint CHECK (artist_id IS NULL OR roles & 2 <> 0),
  created_at bigint NOT NULL
);

CREATE INDEX member_operator ON member (id) WHERE roles & 4 <> 0;
