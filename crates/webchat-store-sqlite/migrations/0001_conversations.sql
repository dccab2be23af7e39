-- What this database is called to itself: one row, `epoch`.
CREATE TABLE meta (
    key TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- `head` is the last seq that was given out. `last_position` is the newest message that is not deleted, kept here
-- so that a list of conversations costs one look-up each.
CREATE TABLE conversations (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL CHECK (kind IN ('channel', 'direct')),
    head INTEGER NOT NULL DEFAULT 0,
    last_position INTEGER
) STRICT;

-- `position` is the order in which messages of all conversations were stored. `change_seq` is the seq of the
-- latest change, and equals `seq` while there was none. Rows are never removed: a deleted message stays as a
-- tombstone, which also keeps `position` growing without AUTOINCREMENT.
CREATE TABLE messages (
    position INTEGER PRIMARY KEY,
    conversation INTEGER NOT NULL REFERENCES conversations (id),
    seq INTEGER NOT NULL,
    change_seq INTEGER NOT NULL,
    id TEXT NOT NULL,
    sender TEXT NOT NULL,
    receiver TEXT,
    text TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    deleted_at INTEGER,
    UNIQUE (conversation, seq),
    UNIQUE (conversation, change_seq),
    UNIQUE (id, sender)
) STRICT;

-- Without these two, a run of tombstones would have to be stepped over one by one. The first also holds all that
-- counting unread messages needs. `deleted_at` is in them although it is always NULL there: without it SQLite looks
-- each row up to make sure.
CREATE INDEX messages_live ON messages (conversation, seq, sender, deleted_at) WHERE deleted_at IS NULL;
CREATE INDEX messages_history ON messages (position, deleted_at) WHERE deleted_at IS NULL;

CREATE TABLE members (
    user TEXT NOT NULL,
    conversation INTEGER NOT NULL REFERENCES conversations (id),
    read_seq INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (user, conversation)
) STRICT, WITHOUT ROWID;

CREATE TABLE users (
    id TEXT PRIMARY KEY,
    name TEXT,
    last_seen_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX users_by_last_seen ON users (last_seen_at);

INSERT INTO conversations (id, name, kind) VALUES (1, 'general', 'channel');
