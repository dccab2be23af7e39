//! Every query finds its rows by an index: none of them steps through a table that grows with what is said.

use rusqlite::Connection;
use webchat_core::store::UNREAD_LOOKS_BACK;

use super::{history, page, standings};
use crate::{accounts, alter, append, people, read_position, schema};

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
    ("unread", standings::UNREAD),
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
    let of_accounts =
        [&accounts::PEOPLE[..], &accounts::SESSIONS, &accounts::LINKS, &accounts::AUDIT].concat();
    for (name, query) in QUERIES.into_iter().chain(of_accounts) {
        for step in plan(&db, query) {
            let sorts = step.contains("TEMP B-TREE");
            // These follow their order and stop at the limit.
            let newest_first = step.starts_with("SCAN users USING INDEX users_by_last_seen")
                || (name == "newest links" && step == "SCAN links");
            let scans = step.starts_with("SCAN") && !newest_first;
            let narrow = ["SCAN mine", "SCAN CONSTANT ROW"].contains(&step.as_str())
                || step.starts_with("SCAN (subquery");
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
        (standings::UNREAD, "COVERING INDEX messages_live (conversation=? AND seq>?)"),
        (standings::STANDINGS, "COVERING INDEX messages_live (conversation=? AND seq>?)"),
        (alter::AFTER_DELETION, "COVERING INDEX messages_live (conversation=?)"),
    ] {
        let plan = plan(&db, query);
        assert!(plan.iter().any(|step| step.contains(index)), "{index}: {plan:#?}");
    }
}

/// What SQLite's machine does to count the unread messages of `alice`, who has read nothing.
#[test]
fn counting_unread_messages_is_the_same_work_however_many_there_are() {
    let db = database();
    let work = |rows: usize, sender: &str| {
        said_by(&db, rows, sender);
        [count_work(&db, standings::UNREAD), count_work(&db, standings::STANDINGS)]
    };
    let some = work(20_000, "alice");
    let many = work(40_000, "alice");
    assert!(some.iter().zip(many).all(|(some, many)| (many - some).abs() < 100), "{some:?} {many:?}");
    assert!(many.iter().all(|steps| *steps < 200_000), "{many:?}");
    let of_others = work(40_000, "bob");
    assert!(of_others.iter().all(|steps| *steps < 4_000), "it goes on after the hundredth: {of_others:?}");
}

fn said_by(db: &Connection, rows: usize, sender: &str) {
    let say = format!(
        "DELETE FROM messages;
        WITH RECURSIVE n (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < {rows})
        INSERT INTO messages (conversation, seq, change_seq, id, sender, text, created_at)
        SELECT 1, n, n, n, '{sender}', 'hello', 0 FROM n"
    );
    db.execute_batch(&say).unwrap();
}

fn count_work(db: &Connection, query: &str) -> i32 {
    let mut query = db.prepare(query).unwrap();
    let looks_back = i64::try_from(UNREAD_LOOKS_BACK).unwrap();
    let values: &[&dyn rusqlite::ToSql] = match query.parameter_count() {
        3 => &[&"alice", &100, &looks_back],
        _ => &[&"alice", &schema::GENERAL, &0, &looks_back],
    };
    query.query(values).unwrap().next().unwrap();
    query.get_status(rusqlite::StatementStatus::VmStep)
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
