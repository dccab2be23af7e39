//! What can be asked. Each query runs in one read transaction, so that all its parts are of one moment.

mod channels;
mod history;
mod history_of;
mod page;
mod rosters;
mod standings;

pub(crate) use channels::channels;
pub(crate) use history::{find, find_own, history};
pub(crate) use history_of::history_of;
pub(crate) use page::{changes, page};
pub(crate) use rosters::{members, roster, sight};
pub(crate) use standings::{standings, standings_in, unread};

#[cfg(test)]
mod plans;
