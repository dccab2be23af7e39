//! The contract of every Store, on SQLite.

webchat_testkit::store_contract!(crate::place::fresh());
