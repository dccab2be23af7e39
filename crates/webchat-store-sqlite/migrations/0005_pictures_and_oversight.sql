-- Where the picture of a user is: the path of one that is kept here, or the address of one that is kept elsewhere.
ALTER TABLE users ADD COLUMN avatar TEXT;

-- The pictures that are kept here, one for each user at most. The name tells what the bytes are.
CREATE TABLE pictures (
    number INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    user TEXT NOT NULL UNIQUE REFERENCES users (id),
    bytes BLOB NOT NULL
) STRICT;

-- How many messages that are not deleted were sent in each hour since 1970, notices left out. Kept by each change, so that
-- nobody has to count them: it has a row for an hour in which something was said. Division cuts towards zero, which is
-- where the clock begins.
CREATE TABLE sent_by_hour (
    hour INTEGER PRIMARY KEY,
    messages INTEGER NOT NULL
) STRICT;
INSERT INTO sent_by_hour (hour, messages)
    SELECT created_at / 3600000, count(*) FROM messages
    WHERE deleted_at IS NULL AND notice IS NULL GROUP BY 1;

-- Every channel but `general` by its name, for those who administer the server.
CREATE INDEX conversations_channels ON conversations (title COLLATE NOCASE, id)
    WHERE kind = 'channel' AND member_count IS NOT NULL;

-- Who settled a report, and when; both or neither.
ALTER TABLE reports ADD COLUMN settled_at INTEGER;
ALTER TABLE reports ADD COLUMN settled_by TEXT;
CREATE INDEX reports_by_standing ON reports (settled_at IS NOT NULL, number DESC);
-- `settled_at` is in it although it is always NULL there: without it SQLite looks each row up to make sure.
CREATE INDEX reports_open ON reports (number, settled_at) WHERE settled_at IS NULL;
