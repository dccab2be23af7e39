//! Every query finds its rows by an index: none of them steps through a table that grows with what is said.

use rusqlite::Connection;

use super::{UNREAD, history, page, standings};
use crate::{alter, append, people, read_position, schema};

const QUERIES: [(&str, &str); 20] = [
    ("known", append::KNOWN),
    ("at", alter::AT),
    ("conversation", append::CONVERSATION),
    ("alter", alter::ALTER),
    ("take a seq", alter::TAKE_SEQ),
    ("bury", alter::BURY),
    ("advance", append::ADVANCE),
    ("after a deletion", alter::AFTER_DELETION),
    ("newest with an id", history::NEWEST_WITH_ID),
    ("history", history::BEFORE),
    ("at a position", history::AT_POSITION),
    ("page", page::PAGE),
    ("changes", page::CHANGES),
    ("unread", UNREAD),
    ("standings", standings::STANDINGS),
    ("read position", read_position::POSITION),
    ("profile", people::PROFILE),
    ("profiles", people::PROFILES),
    ("head of general", people::HEAD),
    ("keep a user", people::KEEP),
];

#[test]
fn no_query_steps_through_a_table() {
    let db = database();
    for (name, query) in QUERIES {
        for step in plan(&db, query) {
            let sorts = step.contains("TEMP B-TREE");
            let scans =
                step.starts_with("SCAN") && !step.starts_with("SCAN users USING INDEX users_by_last_seen");
            let narrow = step == "SCAN mine" || step.starts_with("SCAN (subquery");
            assert!(!scans || narrow, "{name}: {step}");
            // The standings sort a user's memberships, which are few and narrow; nothing else sorts.
            assert!(!sorts || name == "standings", "{name}: {step}");
        }
    }
}

#[test]
fn the_queries_that_matter_use_the_index_made_for_them() {
    let db = database();
    for (query, index) in [
        (page::PAGE, "sqlite_autoindex_messages_1 (conversation=? AND seq<?)"),
        (page::CHANGES, "sqlite_autoindex_messages_2 (conversation=? AND change_seq>?)"),
        (append::KNOWN, "sqlite_autoindex_messages_3 (id=? AND sender=?)"),
        (history::NEWEST_WITH_ID, "COVERING INDEX sqlite_autoindex_messages_3 (id=?)"),
        (history::BEFORE, "COVERING INDEX messages_history (position<?)"),
        (UNREAD, "COVERING INDEX messages_live (conversation=? AND seq>?)"),
        (standings::STANDINGS, "COVERING INDEX messages_live (conversation=? AND seq>?)"),
        (alter::AFTER_DELETION, "COVERING INDEX messages_live (conversation=?)"),
    ] {
        let plan = plan(&db, query);
        assert!(plan.iter().any(|step| step.contains(index)), "{index}: {plan:#?}");
    }
}

fn database() -> Connection {
    let mut db = Connection::open_in_memory().unwrap();
    schema::migrate(&mut db).unwrap();
    db
}

fn plan(db: &Connection, query: &str) -> Vec<String> {
    let mut explain = db.prepare(&format!("EXPLAIN QUERY PLAN {query}")).unwrap();
    let parameters = vec![rusqlite::types::Null; explain.parameter_count()];
    let steps = explain.query_map(rusqlite::params_from_iter(parameters), |row| row.get(3)).unwrap();
    steps.map(Result::unwrap).collect()
}
