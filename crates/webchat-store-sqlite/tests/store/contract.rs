//! The contracts of every backend, on SQLite.

webchat_testkit::store_contract!(crate::place::fresh());

mod accounts {
    use std::sync::Arc;

    use tempfile::TempDir;
    use webchat_testkit::accounts_contract::words::Whole;

    fn fresh() -> (Whole, TempDir) {
        let (folder, path) = crate::place::folder();
        (Arc::new(crate::place::open(&path)), folder)
    }

    webchat_testkit::accounts_contract!(fresh());
}
