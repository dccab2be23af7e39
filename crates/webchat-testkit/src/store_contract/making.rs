//! Groups and channels: how they begin, what is said of them, and what their notices are.

use std::slice;
use std::sync::Arc;

use webchat_core::store::{Alteration, Appended, Change, ConversationChange, Facts, Refusal, Store};
use webchat_protocol::{ConversationKind, Message, Notice, Posting, Role, Seq, Visibility};

use super::words::{
    ANYBODY, add, alter, bury, change, channel, conversation, delete, edit, general, group, id, ids, like,
    make, minted, reshape, reshape_as, say, send, standing, time, user, users,
};

pub async fn a_group_begins_with_its_owner_and_those_named(store: &Arc<dyn Store>) {
    let place = minted(1);
    let named = group(&["bob", "alice", "carol", "bob"]);
    let answer =
        alter(&**store, reshape_as("mine", &place, "alice", Alteration::Create(named, ANYBODY))).await;
    let notice = Notice::Created { user_ids: users(&["bob", "carol"]) };
    let expected = Message {
        id: id("mine"),
        text: String::new(),
        sender_id: user("alice"),
        receiver_id: None,
        created_at: time(4),
        conversation_id: place.clone(),
        seq: Seq(1),
        change_seq: None,
        edited_at: None,
        reactions: vec![],
        deleted_at: None,
        notice: Some(notice),
    };
    assert_eq!(answer, expected);
    for (member, role) in [("alice", Role::Owner), ("bob", Role::Member), ("carol", Role::Member)] {
        let found = standing(&**store, member, &place).await;
        assert_eq!((found.head, found.read_seq, found.unread), (Seq(1), Seq(1), 0), "{member}");
        assert_eq!((found.role, found.last_message.as_ref()), (Some(role), Some(&expected)), "{member}");
        let facts = Facts { kind: ConversationKind::Group, member_count: Some(3), ..Facts::direct() };
        assert_eq!(found.facts, facts);
    }
    assert_eq!(store.page(&place, None, 10).await.unwrap().messages, [expected]);
    assert_eq!(store.standings(&user("eve"), 10).await.unwrap().len(), 1);
}

pub async fn a_conversation_that_is_made_again_is_the_first_one(store: &Arc<dyn Store>) {
    let first = Alteration::Create(channel("Design", Visibility::Public, &[]), ANYBODY);
    let made = alter(&**store, reshape_as("mine", &minted(1), "alice", first.clone())).await;
    let another = Alteration::Create(group(&["bob"]), ANYBODY);
    for what in [first, another] {
        let again = change(&**store, reshape_as("mine", &minted(2), "alice", what)).await;
        assert_eq!(again, Ok(Appended::Known(made.clone())));
    }
    assert_eq!(store.roster(&minted(2)).await.unwrap(), None, "there is no second one");
    let of_another = Alteration::Create(group(&[]), ANYBODY);
    let made = alter(&**store, reshape_as("mine", &minted(3), "bob", of_another)).await;
    assert_eq!(made.conversation_id, minted(3), "everybody names their own");
}

pub async fn a_conversation_is_never_made_over_another(store: &Arc<dyn Store>) {
    let first = make(&**store, &minted(1), "alice", group(&["bob"])).await;
    let again = reshape(&minted(1), "eve", Alteration::Create(group(&[]), ANYBODY));
    assert_eq!(change(&**store, again).await, Err(Refusal::IdTaken));
    assert_eq!(store.page(&minted(1), None, 10).await.unwrap().messages, [first]);
}

pub async fn an_id_names_a_message_or_a_conversation(store: &Arc<dyn Store>) {
    say(&**store, "alice", &general(), "said").await;
    let create = Alteration::Create(group(&[]), ANYBODY);
    let taken = change(&**store, reshape_as("said", &minted(1), "alice", create.clone())).await;
    assert_eq!(taken, Err(Refusal::IdTaken));
    alter(&**store, reshape_as("made", &minted(1), "alice", create)).await;
    assert_eq!(change(&**store, send("alice", &general(), "made")).await, Err(Refusal::IdTaken));
    let rename = Alteration::Rename(Some("Ours".into()));
    for used in ["said", "made"] {
        let answer = change(&**store, reshape_as(used, &minted(1), "alice", rename.clone())).await;
        assert_eq!(answer, Err(Refusal::IdTaken), "{used}");
    }
    assert_eq!(store.page(&general(), None, 10).await.unwrap().head, Seq(1));
}

pub async fn each_change_of_a_conversation_takes_a_seq_and_is_told(store: &Arc<dyn Store>) {
    let place = minted(1);
    make(&**store, &place, "alice", channel("Design", Visibility::Private, &["bob"])).await;
    let changes = [
        (Alteration::Rename(Some("Art".into())), Notice::Renamed { name: "Art".into() }),
        (Alteration::Describe(Some("Ours".into())), Notice::Described { description: "Ours".into() }),
        (Alteration::Describe(None), Notice::Described { description: String::new() }),
        (Alteration::Posting(Posting::Admins), Notice::Posting { posting: Posting::Admins }),
        (Alteration::Visibility(Visibility::Public), Notice::Visibility { visibility: Visibility::Public }),
        (Alteration::Archive(true), Notice::Archived),
        (Alteration::Archive(false), Notice::Unarchived),
    ];
    let mut seq = 1;
    for (what, notice) in changes {
        seq += 1;
        let told = alter(&**store, reshape(&place, "alice", what.clone())).await;
        assert_eq!((told.seq, told.notice.as_ref()), (Seq(seq), Some(&notice)));
        let page = store.page(&place, None, 1).await.unwrap();
        assert_eq!((page.messages.as_slice(), page.head), ([told].as_slice(), Seq(seq)));
        if what != Alteration::Archive(true) {
            let again = change(&**store, reshape(&place, "alice", what)).await;
            assert_eq!(again, Err(Refusal::Unchanged), "{notice:?}");
        }
    }
    let found = standing(&**store, "bob", &place).await;
    let expected = Facts {
        name: Some("Art".into()),
        posting: Posting::Admins,
        member_count: Some(2),
        ..Facts::general()
    };
    assert_eq!((found.head, found.facts), (Seq(seq), expected.clone()));
    assert_eq!(store.roster(&place).await.unwrap().unwrap().facts, expected);
}

pub async fn a_group_may_have_no_name_and_a_channel_has_one(store: &Arc<dyn Store>) {
    make(&**store, &minted(1), "alice", group(&[])).await;
    make(&**store, &minted(2), "alice", channel("Design", Visibility::Private, &[])).await;
    let named = Alteration::Rename(Some("Ours".into()));
    alter(&**store, reshape(&minted(1), "alice", named)).await;
    let told = alter(&**store, reshape(&minted(1), "alice", Alteration::Rename(None))).await;
    assert_eq!(told.notice, Some(Notice::Renamed { name: String::new() }));
    let nameless = change(&**store, reshape(&minted(2), "alice", Alteration::Rename(None))).await;
    assert_eq!(nameless, Err(Refusal::Fixed));
}

pub async fn general_is_looked_after_by_those_who_administer_the_server(store: &Arc<dyn Store>) {
    let what = Alteration::Describe(Some("For all".into()));
    let Change::Conversation(plain) = reshape(&general(), "alice", what) else { panic!("it is one") };
    let refused = change(&**store, Change::Conversation(plain.clone())).await;
    assert_eq!(refused, Err(Refusal::NeedsRole(Role::Admin)));
    let by_admin = ConversationChange { is_admin: true, ..plain };
    let told = alter(&**store, Change::Conversation(by_admin.clone())).await;
    assert_eq!((told.seq, told.receiver_id), (Seq(1), None));
    let found = standing(&**store, "bob", &general()).await;
    assert_eq!((found.facts.description.as_deref(), found.unread), (Some("For all"), 0));
    for what in [Alteration::Leave, Alteration::Archive(true), add(&["bob"])] {
        let id = id(&format!("{what:?}").chars().take(9).collect::<String>());
        let answer = ConversationChange { what, id, ..by_admin.clone() };
        assert_eq!(change(&**store, Change::Conversation(answer)).await, Err(Refusal::Fixed));
    }
}

pub async fn a_direct_conversation_is_as_it_is(store: &Arc<dyn Store>) {
    let direct = conversation("alice~bob");
    let what = || Alteration::Rename(Some("Us".into()));
    let nowhere = change(&**store, reshape(&direct, "alice", what())).await;
    assert_eq!(nowhere, Err(Refusal::Hidden), "nobody wrote there yet");
    say(&**store, "alice", &direct, "one").await;
    for what in [what(), add(&["carol"]), Alteration::Leave, Alteration::Archive(true)] {
        assert_eq!(change(&**store, reshape(&direct, "alice", what)).await, Err(Refusal::Fixed));
    }
    assert_eq!(change(&**store, reshape(&direct, "eve", what())).await, Err(Refusal::Hidden));
}

pub async fn a_notice_is_read_in_its_place_and_nowhere_else(store: &Arc<dyn Store>) {
    let place = minted(1);
    let made = make(&**store, &place, "alice", group(&["bob"])).await;
    let said = say(&**store, "alice", &place, "one").await;
    let renamed = Alteration::Rename(Some("Ours".into()));
    let told = alter(&**store, reshape_as("told", &place, "alice", renamed)).await;
    assert_eq!(store.page(&place, None, 10).await.unwrap().messages, [made, said.clone(), told.clone()]);
    assert_eq!(store.changes(&place, Seq(2), 10).await.unwrap().messages, slice::from_ref(&told));
    assert_eq!(ids(&store.history(None, 10).await.unwrap().unwrap()), ["one"]);
    assert_eq!(ids(&store.history_of(&user("bob"), None, 10).await.unwrap().unwrap()), ["one"]);
    assert_eq!(store.history(Some(&told.id), 10).await.unwrap(), None);
    assert_eq!(store.history_of(&user("bob"), Some(&told.id), 10).await.unwrap(), None);
    assert_eq!(store.find(&told.id).await.unwrap(), None);
    assert_eq!(store.find_own(&user("alice"), &told.id).await.unwrap(), None);
    let namesake = say(&**store, "bob", &general(), "told").await;
    assert_eq!(store.find(&told.id).await.unwrap(), Some(namesake));
    assert_eq!(ids(&store.history(Some(&told.id), 10).await.unwrap().unwrap()), ["one"]);
}

pub async fn a_notice_moves_its_conversation_and_makes_nothing_unread(store: &Arc<dyn Store>) {
    let place = minted(1);
    make(&**store, &place, "alice", group(&["bob"])).await;
    let said = say(&**store, "alice", &place, "one").await;
    say(&**store, "alice", &general(), "two").await;
    let renamed = Alteration::Rename(Some("Ours".into()));
    let told = alter(&**store, reshape(&place, "alice", renamed)).await;
    let first = store.standings(&user("bob"), 10).await.unwrap().remove(0);
    assert_eq!((first.conversation_id, first.unread), (place.clone(), 1));
    assert_eq!(first.last_message, Some(told.clone()));
    bury(&**store, &said).await;
    let found = standing(&**store, "bob", &place).await;
    assert_eq!((found.unread, found.last_message), (0, Some(told)), "the notice stays the newest");
    let third = say(&**store, "alice", &place, "three").await;
    bury(&**store, &third).await;
    let newest = standing(&**store, "bob", &place).await.last_message.unwrap();
    assert_eq!(newest.seq, Seq(3), "behind a tombstone comes the notice again");
}

pub async fn a_notice_stays_as_it_is(store: &Arc<dyn Store>) {
    let place = minted(1);
    make(&**store, &place, "alice", group(&["bob"])).await;
    for attempt in [
        edit(&place, 1, "alice", "not me"),
        Change::React(like(&place, 1, "bob", "👍")),
        delete(&place, 1, Some("alice")),
        delete(&place, 1, None),
    ] {
        assert_eq!(change(&**store, attempt).await, Err(Refusal::IsNotice));
    }
    assert_eq!(store.page(&place, None, 10).await.unwrap().head, Seq(1));
}

pub async fn the_directory_has_public_channels_by_name(store: &Arc<dyn Store>) {
    let public = |name| channel(name, Visibility::Public, &["bob"]);
    for (number, name) in [(1, "Ölfarben"), (2, "design"), (3, "Art")] {
        make(&**store, &minted(number), "alice", public(name)).await;
    }
    make(&**store, &minted(4), "alice", channel("Secret art", Visibility::Private, &[])).await;
    make(&**store, &minted(5), "alice", group(&[])).await;
    make(&**store, &minted(6), "alice", public("Gone")).await;
    alter(&**store, reshape(&minted(6), "alice", Alteration::Archive(true))).await;
    let described = Alteration::Describe(Some("All about ARTISTS".into()));
    alter(&**store, reshape(&minted(2), "alice", described)).await;
    let names = |user: &'static str, query: &'static str, limit| async move {
        let found = store.channels(&super::words::user(user), query, limit).await.unwrap();
        found.into_iter().map(|channel| channel.name).collect::<Vec<_>>()
    };
    assert_eq!(names("eve", "", 10).await, ["Art", "design", "Ölfarben"]);
    assert_eq!(names("eve", "", 2).await, ["Art", "design"]);
    assert_eq!(names("eve", "art", 10).await, ["Art", "design"], "in name or description");
    assert_eq!(names("eve", "öL", 10).await, ["Ölfarben"]);
    assert_eq!(names("alice", "%", 10).await, [""; 0], "a query is no pattern");
    let of_bob = store.channels(&user("bob"), "design", 10).await.unwrap().remove(0);
    assert_eq!((of_bob.member_count, of_bob.joined), (2, true));
    assert_eq!(of_bob.description.as_deref(), Some("All about ARTISTS"));
    assert!(!store.channels(&user("eve"), "design", 10).await.unwrap()[0].joined);
    let hidden = Alteration::Visibility(Visibility::Private);
    alter(&**store, reshape(&minted(2), "alice", hidden)).await;
    assert_eq!(names("eve", "", 10).await, ["Art", "Ölfarben"]);
}
