//! Who did what is written down.

use webchat_core::accounts::{AuditEntry, Deed};

use super::words::{Whole, time, user};

fn entry(number: i64) -> AuditEntry {
    AuditEntry {
        at: time(number),
        by: (number % 2 == 0).then(|| user("root")),
        deed: if number == 3 { Deed::named("something-new") } else { Deed::SUSPENDED },
        user: (number != 1).then(|| user("alice")),
        detail: (number == 1).then(|| "ein Blümchen".to_owned()),
    }
}

pub async fn what_was_done_is_read_newest_first(store: &Whole) {
    for number in [1, 2, 3] {
        store.audit(entry(number), 10).await.unwrap();
    }
    let log = store.audit_log(None, 10).await.unwrap();
    let entries: Vec<_> = log.iter().map(|record| record.entry.clone()).collect();
    assert_eq!(entries, [entry(3), entry(2), entry(1)], "as it was written");
    assert_eq!(log.iter().map(|record| record.number).collect::<Vec<_>>(), [3, 2, 1]);
}

pub async fn the_log_is_read_a_page_at_a_time(store: &Whole) {
    for number in 1..=5 {
        store.audit(entry(number), 10).await.unwrap();
    }
    let numbers = async |before| {
        let log = store.audit_log(before, 2).await.unwrap();
        log.into_iter().map(|record| record.number).collect::<Vec<_>>()
    };
    assert_eq!(numbers(None).await, [5, 4]);
    assert_eq!(numbers(Some(4)).await, [3, 2]);
    assert_eq!(numbers(Some(2)).await, [1]);
    assert!(numbers(Some(1)).await.is_empty());
    assert!(numbers(Some(0)).await.is_empty());
    assert_eq!(numbers(Some(u64::MAX)).await, [5, 4]);
}

pub async fn old_entries_are_forgotten_and_numbers_go_on(store: &Whole) {
    for number in 1..=5 {
        store.audit(entry(number), 3).await.unwrap();
    }
    let log = store.audit_log(None, 10).await.unwrap();
    assert_eq!(log.iter().map(|record| record.number).collect::<Vec<_>>(), [5, 4, 3]);
    store.audit(entry(6), 0).await.unwrap();
    let log = store.audit_log(None, 10).await.unwrap();
    assert_eq!(log.iter().map(|record| record.number).collect::<Vec<_>>(), [6], "the newest stays");
}
