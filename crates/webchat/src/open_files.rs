//! The limit on open files, which is a limit on connections.

use rustix::process::{Resource, getrlimit, setrlimit};

/// Raises the soft limit to the hard one: many systems start programs with 1,024, for the sake of an old system call
/// that is not used here.
pub(crate) fn raise_limit() {
    let mut limit = getrlimit(Resource::Nofile);
    limit.current = limit.maximum;
    if let Err(error) = setrlimit(Resource::Nofile, limit) {
        tracing::warn!(%error, "the limit on open files could not be raised; it limits the connections");
    }
}
