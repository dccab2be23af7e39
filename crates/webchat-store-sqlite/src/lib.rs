//! The durable truth of a chat in one SQLite file.
//!
//! [`SqliteStore`] keeps `webchat_core::store::Store`'s contract on one machine. One thread writes: it takes all
//! changes that wait, commits them together, and answers them once the commit has reached the disk. A few
//! connections read beside it and never wait for it.
//!
//! Where what is:
//! - `store`, `rosters`: the public face; each call goes to the writer or to the readers.
//! - `open`, `inspect`, `schema`, `connect`, `lock`: from a path to a database that is ours alone, or to a sentence.
//! - `epoch`: the name of a history, and noticing that an older copy was put in the database's place.
//! - `writer`, `checkpoint`: the thread that commits, and the one that moves the log into the database.
//! - `accounts`: who can prove who they are, sessions, links, who did what.
//! - `append`, `alter`, `conversation`, `members`, `people`, `pictures`, `read_position`, `blocks`, `reports`: what a change
//!   does, inside a commit.
//! - `oversight`, `figures`: what those who administer the server see, and the numbers that each commit keeps for it.
//! - `readers`, `read`: the connections that read, and the queries.
//! - `rows`, `facts`, `reactions`, `failure`: from rows to messages and conversations, from SQLite's errors to the store's.
//! - `backup`, `restore`, `replace`: a copy of a database, while it is in use, and the way back.
//! - `import`: a database that the classic system left behind.
//!
//! It must not know: HTTP, connections of users, who may do what beyond "is it the sender's own", what time it
//! is (but for naming the copy of an imported file), or that there are other nodes.

#![allow(clippy::doc_markdown, reason = "SQLite is a name, not code")]

mod accounts;
mod alter;
mod append;
mod backup;
mod blocks;
mod checkpoint;
mod connect;
mod conversation;
mod copy_error;
mod epoch;
mod facts;
mod failure;
mod figures;
mod files;
mod import;
mod inspect;
mod lock;
mod members;
mod open;
mod open_error;
mod oversight;
mod people;
mod pictures;
mod reactions;
mod read;
mod read_position;
mod readers;
mod replace;
mod reports;
mod restore;
mod rosters;
mod rows;
mod schema;
mod store;
mod writer;

pub use backup::{BackupReport, Progress, backup};
pub use copy_error::CopyError;
pub use import::ImportReport;
pub use open_error::OpenError;
pub use restore::{RestoreReport, restore};
pub use store::SqliteStore;
