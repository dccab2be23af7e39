//! What those who administer a server see of it, and what they do with it.

use std::sync::Arc;

use webchat_core::store::{
    Alteration, Change, ConversationChange, HOUR_MS, HourCount, NewMessage, Refusal, Report, Store,
};
use webchat_protocol::{ChannelRecord, ConversationId, Notice, Seq, Timestamp, Visibility};

use super::words::{
    add, alter, bury, change, channel, conversation, delete, edit, general, group, make, minted, new,
    reshape, say, seqs, time, user, users,
};

pub async fn messages_are_counted_by_the_hour_and_deleted_ones_are_not(store: &Arc<dyn Store>) {
    assert_eq!(counted(store, 0).await, (0, vec![]));
    for (name, hour) in [("one", 10), ("two", 10), ("three", 12), ("four", 500)] {
        let sent = NewMessage { created_at: at(hour), ..new("alice", &general(), name) };
        alter(&**store, Change::Send(sent.clone())).await;
        assert!(change(&**store, Change::Send(sent)).await.is_ok(), "sent again it counts once");
    }
    assert_eq!(counted(store, 0).await, (4, vec![(10, 2), (12, 1), (500, 1)]));
    assert_eq!(counted(store, 12).await, (4, vec![(12, 1), (500, 1)]), "those of an hour and later");
    alter(&**store, edit(&general(), 1, "alice", "won")).await;
    for again in [false, true] {
        let deleted = change(&**store, delete(&general(), 1, Some("alice"))).await;
        assert!(deleted.is_ok(), "{again}");
        assert_eq!(counted(store, 0).await, (3, vec![(10, 1), (12, 1), (500, 1)]));
    }
    alter(&**store, delete(&general(), 2, Some("alice"))).await;
    assert_eq!(counted(store, 0).await, (2, vec![(12, 1), (500, 1)]), "an hour with nothing left is none");
}

pub async fn notices_are_no_messages_and_conversations_are_counted(store: &Arc<dyn Store>) {
    assert_eq!(store.figures(at(0)).await.unwrap().conversations, 1, "general");
    make(&**store, &minted(1), "alice", group(&["bob"])).await;
    make(&**store, &minted(2), "alice", channel("Design", Visibility::Private, &[])).await;
    alter(&**store, reshape(&minted(1), "alice", add(&["carol"]))).await;
    say(&**store, "alice", &conversation("alice~bob"), "one").await;
    let figures = store.figures(at(0)).await.unwrap();
    assert_eq!((figures.conversations, figures.messages), (4, 1));
}

pub async fn every_channel_is_on_the_list_by_name(store: &Arc<dyn Store>) {
    for (number, name, visibility) in [
        (1, "design", Visibility::Private),
        (2, "Art", Visibility::Public),
        (3, "Design", Visibility::Public),
        (4, "Zoo", Visibility::Private),
    ] {
        make(&**store, &minted(number), "olga", channel(name, visibility, &["mia"])).await;
    }
    make(&**store, &minted(5), "olga", group(&["mia"])).await;
    say(&**store, "olga", &conversation("mia~olga"), "a pair is none").await;
    alter(&**store, reshape(&minted(4), "olga", Alteration::Archive(true))).await;
    alter(&**store, govern(&general(), "root", Alteration::Rename(Some("All".into())))).await;
    let records = store.channel_records(10).await.unwrap();
    let names: Vec<_> = records.iter().map(|record| record.name.as_str()).collect();
    assert_eq!(names, ["Art", "design", "Design", "Zoo"]);
    assert_eq!(store.channel_records(2).await.unwrap(), records[..2]);
    let expected = ChannelRecord {
        conversation_id: minted(4),
        name: "Zoo".into(),
        visibility: Visibility::Private,
        member_count: 2,
        owners: users(&["olga"]),
        archived_at: Some(time(4)),
        last_change_at: Some(time(4)),
    };
    assert_eq!(records[3], expected);
    for record in records {
        let id = record.conversation_id.clone();
        assert_eq!(store.channel_record(&id).await.unwrap(), Some(record));
    }
    for none in [general(), minted(5), minted(9), conversation("mia~olga")] {
        assert_eq!(store.channel_record(&none).await.unwrap(), None, "{none}");
    }
}

pub async fn who_administers_the_server_ends_a_channel_that_they_are_not_in(store: &Arc<dyn Store>) {
    let place = minted(1);
    make(&**store, &place, "olga", channel("Design", Visibility::Private, &["mia"])).await;
    let ended = alter(&**store, govern(&place, "root", Alteration::Archive(true))).await;
    assert_eq!((ended.seq, ended.sender_id, ended.notice), (Seq(2), user("root"), Some(Notice::Archived)));
    let again = change(&**store, govern(&place, "root", Alteration::Archive(true))).await;
    assert_eq!(again, Err(Refusal::Unchanged));
    assert!(store.channel_record(&place).await.unwrap().unwrap().archived_at.is_some());
    let back = alter(&**store, govern(&place, "root", Alteration::Archive(false))).await;
    assert_eq!(back.notice, Some(Notice::Unarchived));
    say(&**store, "mia", &place, "one").await;
    let others = [
        Alteration::Rename(Some("Mine".into())),
        Alteration::Visibility(Visibility::Public),
        add(&["root"]),
        Alteration::Remove(user("mia")),
    ];
    for what in others {
        assert_eq!(change(&**store, govern(&place, "root", what)).await, Err(Refusal::Hidden));
    }
    let stranger = change(&**store, reshape(&place, "eve", Alteration::Archive(true))).await;
    assert_eq!(stranger, Err(Refusal::Hidden));
    make(&**store, &minted(2), "olga", group(&["mia"])).await;
    let of_group = change(&**store, govern(&minted(2), "root", Alteration::Archive(true))).await;
    assert_eq!(of_group, Err(Refusal::Hidden), "a group is its members'");
    let page = store.page(&place, None, 10).await.unwrap();
    assert_eq!(seqs(&page.messages), [1, 2, 3, 4]);
}

pub async fn a_report_is_settled_once_and_goes_behind_the_others(store: &Arc<dyn Store>) {
    for (number, name) in [(1, "one"), (2, "two"), (3, "three")] {
        say(&**store, "mallory", &general(), name).await;
        store.report(&report("alice", number)).await.unwrap().unwrap();
    }
    assert_eq!(store.figures(at(0)).await.unwrap().open_reports, 3);
    let settled = store.settle_report(3, &user("root"), time(8)).await.unwrap().unwrap();
    assert_eq!((settled.settled_at, settled.settled_by.clone()), (Some(time(8)), Some(user("root"))));
    let again = store.settle_report(3, &user("eve"), time(9)).await.unwrap().unwrap();
    assert_eq!(again, settled, "it stays as who was first did it");
    let numbers = |limit| async move {
        let reports = store.reports(limit).await.unwrap();
        reports.iter().map(|record| record.report_id).collect::<Vec<_>>()
    };
    assert_eq!((numbers(10).await, numbers(2).await), (vec![2, 1, 3], vec![2, 1]));
    assert_eq!(store.figures(at(0)).await.unwrap().open_reports, 2);
    assert_eq!(store.report_record(3).await.unwrap(), Some(settled));
    for none in [0, 4, u64::MAX] {
        assert_eq!(store.report_record(none).await.unwrap(), None);
        assert_eq!(store.settle_report(none, &user("root"), time(8)).await.unwrap(), None);
    }
}

pub async fn a_report_shows_the_message_as_it_has_become(store: &Arc<dyn Store>) {
    let said = say(&**store, "mallory", &general(), "one").await;
    store.report(&report("alice", 1)).await.unwrap().unwrap();
    assert_eq!(store.report_record(1).await.unwrap().unwrap().message, said);
    let tombstone = bury(&**store, &said).await;
    assert_eq!(store.report_record(1).await.unwrap().unwrap().message, tombstone);
}

fn report(by: &str, seq: u64) -> Report {
    Report { conversation_id: general(), seq: Seq(seq), by: user(by), reason: "rude".into(), at: time(5) }
}

fn at(hour: i64) -> Timestamp {
    Timestamp::from_millis(hour * HOUR_MS + 1)
}

/// How many messages there are, and in which hours, from one on.
async fn counted(store: &Arc<dyn Store>, since: i64) -> (u64, Vec<(i64, u64)>) {
    let figures = store.figures(at(since)).await.unwrap();
    let by_hour = figures.by_hour.into_iter().map(|HourCount { hour, count }| (hour, count));
    (figures.messages, by_hour.collect())
}

/// What somebody does who administers the server.
fn govern(place: &ConversationId, by: &str, what: Alteration) -> Change {
    let Change::Conversation(change) = reshape(place, by, what) else { panic!("it is one") };
    Change::Conversation(ConversationChange { is_admin: true, ..change })
}
