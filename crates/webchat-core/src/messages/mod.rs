//! What can be done with messages. `check_*` finds everything that a user can cause; after it, one call does it.

mod delete;
mod edit;
mod react;
mod send;
