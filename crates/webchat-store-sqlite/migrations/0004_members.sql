-- Conversations get a third kind, and what is said of them. A column's CHECK can't be altered: the table is made anew,
-- while foreign keys are not looked at. It has a row for each conversation, so this is quick beside the messages.
--
-- `name` is the conversation's id on the wire, `title` the name that people see. `member_count` is NULL where nobody can be
-- added: in `general` and in direct conversations. `folded` is title and description of a public channel that is not
-- archived, in small letters, for the directory; NULL of all others.
CREATE TABLE conversations_anew (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL CHECK (kind IN ('channel', 'direct', 'group')),
    head INTEGER NOT NULL DEFAULT 0,
    last_position INTEGER,
    title TEXT,
    description TEXT,
    visibility TEXT CHECK (visibility IN ('public', 'private')),
    posting TEXT NOT NULL DEFAULT 'everyone' CHECK (posting IN ('everyone', 'admins')),
    archived_at INTEGER,
    member_count INTEGER,
    folded TEXT
) STRICT;
INSERT INTO conversations_anew (id, name, kind, head, last_position, visibility)
    SELECT id, name, kind, head, last_position, CASE id WHEN 1 THEN 'public' END FROM conversations;
DROP TABLE conversations;
ALTER TABLE conversations_anew RENAME TO conversations;
CREATE INDEX conversations_directory ON conversations (folded, id) WHERE folded IS NOT NULL;

-- What a message says of its conversation, as JSON; NULL in what somebody said.
ALTER TABLE messages ADD COLUMN notice TEXT;

-- The indexes of what was said leave notices out, as they do tombstones. `notice` is in them for the same reason as
-- `deleted_at`. Notices have one of their own, for what is newest where the newest message was deleted.
DROP INDEX messages_live;
DROP INDEX messages_history;
CREATE INDEX messages_live ON messages (conversation, seq, sender, deleted_at, notice)
    WHERE deleted_at IS NULL AND notice IS NULL;
CREATE INDEX messages_history ON messages (position, deleted_at, notice)
    WHERE deleted_at IS NULL AND notice IS NULL;
CREATE INDEX messages_notices ON messages (conversation, seq) WHERE notice IS NOT NULL;

-- Both are NULL in `general` and in direct conversations, whose members have no roles.
ALTER TABLE members ADD COLUMN role TEXT CHECK (role IN ('member', 'admin', 'owner'));
ALTER TABLE members ADD COLUMN joined_at INTEGER;
-- A roster is one range of this; moving a read position leaves it alone.
CREATE INDEX members_listed ON members (conversation, user, role, joined_at) WHERE role IS NOT NULL;

CREATE TABLE blocks (
    blocker TEXT NOT NULL,
    blocked TEXT NOT NULL,
    PRIMARY KEY (blocker, blocked)
) STRICT, WITHOUT ROWID;
CREATE INDEX blocks_of ON blocks (blocked, blocker);

CREATE TABLE reports (
    number INTEGER PRIMARY KEY,
    conversation INTEGER NOT NULL REFERENCES conversations (id),
    seq INTEGER NOT NULL,
    reporter TEXT NOT NULL,
    reason TEXT NOT NULL,
    at INTEGER NOT NULL,
    UNIQUE (conversation, seq, reporter)
) STRICT;

-- What people say of themselves beside their name.
ALTER TABLE users ADD COLUMN status_text TEXT;
ALTER TABLE users ADD COLUMN status_emoji TEXT;
ALTER TABLE users ADD COLUMN time_zone TEXT;
ALTER TABLE users ADD COLUMN pronouns TEXT;
ALTER TABLE users ADD COLUMN shows_last_seen INTEGER NOT NULL DEFAULT 1;
