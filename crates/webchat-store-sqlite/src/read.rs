//! What can be asked. Each query runs in one read transaction, so that all its parts are of one moment.

mod history;
mod page;
mod standings;

pub(crate) use history::{find, history};
pub(crate) use page::{changes, page};
pub(crate) use standings::{standings, unread};

#[cfg(test)]
mod plans;
