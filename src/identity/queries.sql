-- name: select_keys
SELECT id, secret, retired_at FROM signing_key ORDER BY id

-- name: insert_key
INSERT INTO signing_key (id, secret, created_at) VALUES ($1, $2, $3)

-- name: retire_keys
UPDATE signing_key SET retired_at = $1 WHERE retired_at IS NULL OR retired_at > $1

-- name: delete_retired_keys
DELETE FROM signing_key WHERE retired_at <= $1

-- name: select_revoked
SELECT token_id, expires_at FROM revoked_token

-- name: insert_revoked
INSERT INTO revoked_token (token_id, expires_at) VALUES ($1, $2) ON CONFLICT (token_id) DO NOTHING

-- name: select_revoked_members
SELECT member_id, issued_until FROM revoked_member

-- name: revoke_member
INSERT INTO revoked_member (member_id, issued_until) VALUES ($1, $2)
ON CONFLICT (member_id) DO UPDATE SET issued_until = excluded.issued_until

-- name: delete_expired_revocations
DELETE FROM revoked_token WHERE expires_at <= $1
