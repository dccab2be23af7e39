-- When the text was last edited; NULL while it is as it was sent.
ALTER TABLE messages ADD COLUMN edited_at INTEGER;

-- The reactions, a line for each emoji in the order of first use: the emoji, then who reacted with it, with blanks
-- between. Neither an emoji nor a user id can hold a blank, so nothing has to be quoted. NULL where there are none.
--
-- They are in the row, and not in a table of their own, because they are read with every message and changed seldom:
-- pages, changes, history and the list of conversations get them without another query, at a byte for each message
-- that has none. Who reacts rewrites one row, as who edits does; a limit keeps it to a few kilobytes.
ALTER TABLE messages ADD COLUMN reactions TEXT;
