CREATE TABLE messages (
  id TEXT PRIMARY KEY,
  text TEXT NOT NULL,
  senderId TEXT NOT NULL,
  receiverId TEXT,
  createdAt TEXT DEFAULT CURRENT_TIMESTAMP,
  updatedAt TEXT DEFAULT CURRENT_TIMESTAMP
);
CREATE TABLE conversations (
  id TEXT PRIMARY KEY,
  user1Id TEXT NOT NULL,
  user2Id TEXT NOT NULL,
  createdAt TEXT DEFAULT CURRENT_TIMESTAMP
);
INSERT INTO messages (id, text, senderId, receiverId, createdAt) VALUES
  ('c-2', 'hello, Alice', 'bob', 'alice', '2024-05-01T10:00:05.000Z'),
  ('c-1', 'hello, Bob', 'alice', 'bob', '2024-05-01T10:00:00.000Z');
