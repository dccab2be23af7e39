-- Who can prove who they are. What else is known of a user is in `users`. Ids that differ only in the case of their
-- letters would be taken for one another: NOCASE makes them one here, and in everything that refers to them.
CREATE TABLE accounts (
    user TEXT NOT NULL COLLATE NOCASE PRIMARY KEY REFERENCES users (id),
    password TEXT NOT NULL,
    is_admin INTEGER NOT NULL CHECK (is_admin IN (0, 1)),
    created_at INTEGER NOT NULL,
    suspended_at INTEGER
) STRICT, WITHOUT ROWID;

CREATE INDEX accounts_admins ON accounts (is_admin) WHERE is_admin = 1 AND suspended_at IS NULL;

-- `secret` is the SHA-256 of what the browser or the program holds. `expires_at` is NULL for those that last for ever.
CREATE TABLE sessions (
    id BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    secret BLOB NOT NULL UNIQUE CHECK (length(secret) = 32),
    user TEXT NOT NULL COLLATE NOCASE REFERENCES accounts (user),
    kind TEXT NOT NULL CHECK (kind IN ('browser', 'program')),
    label TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    last_used_at INTEGER NOT NULL,
    expires_at INTEGER
) STRICT, WITHOUT ROWID;

CREATE INDEX sessions_of_user ON sessions (user, last_used_at);
CREATE INDEX sessions_by_expiry ON sessions (expires_at) WHERE expires_at IS NOT NULL;

-- `number` is the order in which they were made. `secret` is the SHA-256 of what stands in the link's address. `user` is
-- whose password a link of the kind 'reset' sets. `conversations` are the names of those that an invitation leads into,
-- with blanks between: no name holds a blank, and they are only ever read together.
--
-- `ends_at` is when it ended, or will end: `expires_at` until it is used up or revoked. What ended long ago is found by
-- it and forgotten. It does not say whether a link is open, since a clock may be set back.
CREATE TABLE links (
    number INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
    secret BLOB NOT NULL UNIQUE CHECK (length(secret) = 32),
    kind TEXT NOT NULL CHECK (kind IN ('admin', 'invite', 'reset')),
    user TEXT REFERENCES accounts (user),
    conversations TEXT NOT NULL,
    max_uses INTEGER NOT NULL,
    uses INTEGER NOT NULL DEFAULT 0,
    made_by TEXT,
    made_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    revoked_at INTEGER,
    ends_at INTEGER NOT NULL
) STRICT;

CREATE INDEX links_by_end ON links (ends_at);

-- Who did what, the newest entries only. `number` grows: the newest entry is never removed.
CREATE TABLE audit (
    number INTEGER PRIMARY KEY,
    at INTEGER NOT NULL,
    made_by TEXT,
    deed TEXT NOT NULL,
    user TEXT,
    detail TEXT
) STRICT;
