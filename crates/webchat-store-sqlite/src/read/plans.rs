//! Every query finds its rows by an index: none of them steps through a table that grows with what is said.

use rusqlite::Connection;
use webchat_core::store::UNREAD_LOOKS_BACK;

use super::{channels, history, history_of, page, rosters, standings};
use crate::{
    accounts, alter, append, blocks, conversation, facts, figures, members, oversight, people, pictures,
    read_position, reports, schema,
};

const QUERIES: [(&str, &str); 53] = [
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
    ("standing", standings::STANDING),
    ("positions with an id", history::POSITIONS_WITH_ID),
    ("conversations of a history", history_of::MINE),
    ("step back", history_of::STEP_BACK),
    ("seat", facts::SEAT),
    ("role", facts::ROLE),
    ("say of a conversation", conversation::SAY_OF),
    ("expel", members::EXPEL),
    ("set a role", members::SET_ROLE),
    ("owners", members::OWNERS),
    ("memberships", members::MEMBERSHIPS),
    ("is known", members::IS_KNOWN),
    ("outline", rosters::OUTLINE),
    ("listed", rosters::LISTED),
    ("channels", channels::CHANNELS),
    ("unblock", blocks::UNBLOCK),
    ("blocked", blocks::BLOCKED),
    ("blocks", blocks::COUNT),
    ("blocked by", blocks::BLOCKED_BY),
    ("blockers", blocks::BLOCKERS),
    ("reports", reports::REPORTS),
    ("report", reports::REPORT),
    ("settle", reports::SETTLE),
    ("say of oneself", people::SAY),
    ("forget a picture", pictures::FORGET),
    ("picture", pictures::PICTURE),
    ("conversations", figures::CONVERSATIONS),
    ("messages", figures::MESSAGES),
    ("by hour", figures::BY_HOUR),
    ("open reports", figures::OPEN_REPORTS),
    ("channel records", oversight::CHANNELS),
    ("channel record", oversight::CHANNEL),
    ("owners of a channel", oversight::OWNERS),
];

#[test]
fn no_query_steps_through_a_table() {
    let db = database();
    let of_accounts =
        [&accounts::PEOPLE[..], &accounts::SESSIONS, &accounts::LINKS, &accounts::AUDIT].concat();
    for (name, query) in QUERIES.into_iter().chain(of_accounts) {
        for step in plan(&db, query) {
            let sorts = step.contains("TEMP B-TREE");
            let in_order = [
                "SCAN users USING INDEX users_by_last_seen",
                // As many as the limit says, from the newest back.
                "SCAN r USING INDEX reports_by_standing",
                // So many as nobody has looked at yet.
                "SCAN reports USING COVERING INDEX reports_open",
                // A row for each hour in which something was said.
                "SCAN sent_by_hour",
                // The key of the newest is the number of all.
                "SEARCH conversations",
                "SCAN c USING INDEX conversations_channels",
                "SCAN links",
                // Those who have an account are few, and counted for administrators only.
                "SCAN accounts",
                // There are few channels beside what is said in them.
                "SCAN c USING INDEX conversations_directory",
            ];
            let scans = step.starts_with("SCAN") && !in_order.iter().any(|known| step.starts_with(known));
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
        (history::NEWEST_WITH_ID, "INDEX sqlite_autoindex_messages_3 (id=?)"),
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

/// The list of somebody who is in as many groups as one may: so many look-ups, whatever was said in each.
#[test]
fn a_long_list_costs_the_same_however_much_is_said() {
    let db = database();
    let fill = |groups: i64, messages: i64| {
        let fill = format!(
            "DELETE FROM messages; DELETE FROM members; DELETE FROM conversations WHERE id > 1;
            WITH RECURSIVE n (n) AS (SELECT 2 UNION ALL SELECT n + 1 FROM n WHERE n <= {groups})
            INSERT INTO conversations (id, name, kind, head, last_position, title, member_count)
            SELECT n, n, 'group', {messages}, n * {messages}, 'a group', 2 FROM n;
            INSERT INTO members (user, conversation, role) SELECT 'alice', id, 'member' FROM conversations WHERE id > 1;
            WITH RECURSIVE n (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < {messages})
            INSERT INTO messages (conversation, seq, change_seq, id, sender, text, created_at)
            SELECT id, n, n, id || '.' || n, 'bob', 'hello', 0 FROM conversations, n WHERE id > 1"
        );
        db.execute_batch(&fill).unwrap();
        count_all(&db, standings::STANDINGS)
    };
    let (ten, short, long) = (fill(10, 100), fill(100, 100), fill(100, 1_000));
    assert!((long - short).abs() < 100, "{short} {long}");
    assert!(long < 15 * ten, "{ten} {long}");
}

fn count_all(db: &Connection, query: &str) -> i32 {
    let mut query = db.prepare(query).unwrap();
    let looks_back = i64::try_from(UNREAD_LOOKS_BACK).unwrap();
    let mut rows = query.query(rusqlite::params!["alice", 1_000, looks_back]).unwrap();
    while rows.next().unwrap().is_some() {}
    drop(rows);
    query.get_status(rusqlite::StatementStatus::VmStep)
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
