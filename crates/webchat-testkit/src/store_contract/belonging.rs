//! Who comes into a group or channel, who goes, and what each may do there.

use std::sync::Arc;

use webchat_core::store::{
    Alteration, Appended, Change, Members, NewConversation, Refusal, Sight, Store, Terms,
};
use webchat_protocol::{Member, Notice, Posting, Role, Seq, Visibility};

use super::words::{
    ANYBODY, add, alter, change, channel, conversation, delete, edit, general, group, like, make, minted,
    reshape, say, send, set_role, standing, time, user, users,
};

pub async fn who_is_added_has_read_what_was_said_before(store: &Arc<dyn Store>) {
    let place = minted(1);
    make(&**store, &place, "alice", group(&["bob"])).await;
    say(&**store, "alice", &place, "one").await;
    let told = alter(&**store, reshape(&place, "bob", add(&["carol", "alice", "carol", "dave"]))).await;
    assert_eq!(told.notice, Some(Notice::Added { user_ids: users(&["carol", "dave"]) }));
    let found = standing(&**store, "carol", &place).await;
    assert_eq!((found.head, found.read_seq, found.unread), (Seq(3), Seq(3), 0));
    assert_eq!((found.role, found.facts.member_count), (Some(Role::Member), Some(4)));
    assert_eq!(store.page(&place, None, 10).await.unwrap().messages.len(), 3, "and may read it all");
    let nobody_new = change(&**store, reshape(&place, "bob", add(&["carol", "alice"]))).await;
    assert_eq!(nobody_new, Err(Refusal::Unchanged));
    say(&**store, "carol", &place, "two").await;
    assert_eq!(standing(&**store, "dave", &place).await.unread, 1);
}

pub async fn members_are_listed_with_role_and_time(store: &Arc<dyn Store>) {
    let place = minted(1);
    make(&**store, &place, "bob", group(&["carol", "alice"])).await;
    let member = |id, role| Member { user_id: user(id), role, joined_at: Some(time(4)) };
    let all = [member("alice", Role::Member), member("bob", Role::Owner), member("carol", Role::Member)];
    assert_eq!(store.members(&place, 10).await.unwrap(), all);
    assert_eq!(store.members(&place, 2).await.unwrap(), all[..2]);
    let both = store.members(&conversation("alice~bob"), 10).await.unwrap();
    let names: Vec<_> = both.iter().map(|member| (member.user_id.as_str(), member.joined_at)).collect();
    assert_eq!(names, [("alice", None), ("bob", None)]);
    assert_eq!(store.members(&conversation("bob~bob"), 10).await.unwrap().len(), 1);
    for place in [general(), minted(9)] {
        assert_eq!(store.members(&place, 10).await.unwrap(), []);
    }
}

pub async fn anybody_comes_into_a_public_channel(store: &Arc<dyn Store>) {
    let place = minted(1);
    make(&**store, &place, "alice", channel("Design", Visibility::Public, &[])).await;
    say(&**store, "alice", &place, "one").await;
    let told = alter(&**store, reshape(&place, "eve", Alteration::Join(ANYBODY))).await;
    assert_eq!((told.notice, told.sender_id), (Some(Notice::Joined), user("eve")));
    let found = standing(&**store, "eve", &place).await;
    assert_eq!((found.read_seq, found.role, found.facts.member_count), (Seq(3), Some(Role::Member), Some(2)));
    let again = change(&**store, reshape(&place, "eve", Alteration::Join(ANYBODY))).await;
    assert_eq!(again, Err(Refusal::Unchanged));
    assert_eq!(say(&**store, "eve", &place, "two").await.seq, Seq(4));
}

pub async fn who_is_not_in_it_changes_nothing_and_learns_nothing(store: &Arc<dyn Store>) {
    let (hidden, open, nowhere) = (minted(1), minted(2), minted(3));
    make(&**store, &hidden, "alice", channel("Secret", Visibility::Private, &["bob"])).await;
    make(&**store, &open, "alice", channel("Design", Visibility::Public, &["bob"])).await;
    for place in [&hidden, &open] {
        say(&**store, "alice", place, place.as_str()).await;
    }
    for (place, refusal) in
        [(&hidden, Refusal::Hidden), (&open, Refusal::NotMember), (&nowhere, Refusal::Hidden)]
    {
        for attempt in [
            send("eve", place, "eves"),
            edit(place, 2, "eve", "hers"),
            Change::React(like(place, 2, "eve", "👍")),
            delete(place, 2, Some("eve")),
            reshape(place, "eve", Alteration::Rename(Some("Eve's".into()))),
            reshape(place, "eve", add(&["eve"])),
            reshape(place, "eve", Alteration::Remove(user("bob"))),
            reshape(place, "eve", set_role("eve", Role::Owner)),
            reshape(place, "eve", Alteration::Leave),
            reshape(place, "eve", Alteration::Archive(true)),
        ] {
            assert_eq!(change(&**store, attempt.clone()).await, Err(refusal.clone()), "{attempt:?}");
        }
        let position = store.read_up_to(&user("eve"), place, Seq(2)).await.unwrap();
        assert_eq!((position.seq, position.unread), (Seq(0), 0));
        assert_eq!(store.standings_in(place, &users(&["eve"])).await.unwrap(), []);
    }
    for place in [hidden, nowhere] {
        let attempt = change(&**store, reshape(&place, "eve", Alteration::Join(ANYBODY))).await;
        assert_eq!(attempt, Err(Refusal::Hidden));
    }
    assert_eq!(store.standings(&user("eve"), 10).await.unwrap().len(), 1);
}

pub async fn who_was_removed_has_no_part_in_it_any_more(store: &Arc<dyn Store>) {
    let place = minted(1);
    make(&**store, &place, "alice", group(&["bob", "carol"])).await;
    say(&**store, "bob", &place, "bobs").await;
    let told = alter(&**store, reshape(&place, "alice", Alteration::Remove(user("bob")))).await;
    assert_eq!(told.notice, Some(Notice::Removed { user_ids: users(&["bob"]) }));
    for attempt in [
        send("bob", &place, "more"),
        send("bob", &place, "bobs"),
        edit(&place, 2, "bob", "other"),
        delete(&place, 2, Some("bob")),
        reshape(&place, "bob", Alteration::Leave),
    ] {
        assert_eq!(change(&**store, attempt).await, Err(Refusal::Hidden));
    }
    let elsewhere = change(&**store, send("bob", &general(), "bobs")).await;
    assert_eq!(elsewhere, Err(Refusal::IdTaken), "what became of it there is not told here");
    assert_eq!(store.standings(&user("bob"), 10).await.unwrap().len(), 1);
    let again = change(&**store, reshape(&place, "alice", Alteration::Remove(user("bob")))).await;
    assert_eq!(again, Err(Refusal::Unchanged));
    say(&**store, "carol", &place, "carols").await;
    alter(&**store, reshape(&place, "alice", add(&["bob"]))).await;
    let found = standing(&**store, "bob", &place).await;
    assert_eq!((found.read_seq, found.unread), (Seq(5), 0), "who comes back begins anew");
    assert!(matches!(change(&**store, send("bob", &place, "bobs")).await, Ok(Appended::Known(_))));
}

pub async fn a_removal_and_what_comes_after_it_may_be_in_one_call(store: &Arc<dyn Store>) {
    let place = minted(1);
    let changes = vec![
        reshape(&place, "alice", Alteration::Create(group(&["bob"]), ANYBODY)),
        send("bob", &place, "one"),
        reshape(&place, "alice", Alteration::Remove(user("bob"))),
        send("bob", &place, "two"),
        reshape(&place, "alice", add(&["bob"])),
        send("bob", &place, "three"),
    ];
    let answers = store.append(changes).await.unwrap();
    assert_eq!(answers[3], Err(Refusal::Hidden));
    let seqs: Vec<_> = answers.iter().flatten().map(|answer| answer.message().seq.0).collect();
    assert_eq!(seqs, [1, 2, 3, 4, 5]);
}

pub async fn there_is_always_an_owner(store: &Arc<dyn Store>) {
    let place = minted(1);
    make(&**store, &place, "alice", group(&["bob"])).await;
    for last in [Alteration::Leave, Alteration::Remove(user("alice")), set_role("alice", Role::Admin)] {
        assert_eq!(change(&**store, reshape(&place, "alice", last)).await, Err(Refusal::LastOwner));
    }
    let told = alter(&**store, reshape(&place, "alice", set_role("bob", Role::Owner))).await;
    assert_eq!(told.notice, Some(Notice::Role { user_id: user("bob"), role: Role::Owner }));
    assert_eq!(standing(&**store, "bob", &place).await.role, Some(Role::Owner));
    let told = alter(&**store, reshape(&place, "alice", Alteration::Leave)).await;
    assert_eq!((told.notice, told.sender_id), (Some(Notice::Left), user("alice")));
    assert_eq!(change(&**store, reshape(&place, "bob", set_role("eve", Role::Admin))).await, {
        Err(Refusal::NoSuchMember(user("eve")))
    });
    assert_eq!(
        change(&**store, reshape(&place, "bob", set_role("bob", Role::Owner))).await,
        Err(Refusal::Unchanged)
    );
}

pub async fn what_the_last_member_leaves_is_archived(store: &Arc<dyn Store>) {
    let place = minted(1);
    make(&**store, &place, "alice", channel("Design", Visibility::Public, &[])).await;
    alter(&**store, reshape(&place, "alice", Alteration::Leave)).await;
    let roster = store.roster(&place).await.unwrap().unwrap();
    assert_eq!((roster.facts.member_count, roster.facts.archived_at), (Some(0), Some(time(4))));
    assert_eq!(store.channels(&user("eve"), "", 10).await.unwrap(), []);
    let attempt = change(&**store, reshape(&place, "eve", Alteration::Join(ANYBODY))).await;
    assert_eq!(attempt, Err(Refusal::Hidden));
}

pub async fn each_role_does_what_is_its_to_do(store: &Arc<dyn Store>) {
    let place = minted(1);
    make(&**store, &place, "olga", channel("Design", Visibility::Private, &["ada", "mia", "max"])).await;
    alter(&**store, reshape(&place, "olga", set_role("ada", Role::Admin))).await;
    say(&**store, "olga", &place, "olgas").await;
    let (needs_admin, needs_owner) =
        (Err(Refusal::NeedsRole(Role::Admin)), Err(Refusal::NeedsRole(Role::Owner)));
    let rename = || Alteration::Rename(Some("Art".into()));
    for what in
        [rename(), add(&["eve"]), Alteration::Remove(user("max")), Alteration::Posting(Posting::Admins)]
    {
        assert_eq!(change(&**store, reshape(&place, "mia", what)).await, needs_admin);
    }
    assert_eq!(change(&**store, delete(&place, 3, Some("mia"))).await, Err(Refusal::NotYours));
    let of_owners = [
        Alteration::Visibility(Visibility::Public),
        Alteration::Archive(true),
        set_role("mia", Role::Admin),
        Alteration::Remove(user("olga")),
    ];
    for by in ["mia", "ada"] {
        for what in of_owners.clone() {
            assert_eq!(change(&**store, reshape(&place, by, what)).await, needs_owner, "{by}");
        }
    }
    for what in [rename(), add(&["eve"]), Alteration::Remove(user("max"))] {
        alter(&**store, reshape(&place, "ada", what)).await;
    }
    let buried = alter(&**store, delete(&place, 3, Some("ada"))).await;
    assert!(buried.deleted_at.is_some(), "who looks after it deletes what others said");
    alter(&**store, reshape(&place, "olga", Alteration::Remove(user("ada")))).await;
}

pub async fn announcements_are_read_by_all_and_made_by_some(store: &Arc<dyn Store>) {
    let place = minted(1);
    let news = NewConversation { posting: Posting::Admins, ..channel("News", Visibility::Public, &["mia"]) };
    make(&**store, &place, "olga", news).await;
    say(&**store, "olga", &place, "one").await;
    assert_eq!(change(&**store, send("mia", &place, "two")).await, Err(Refusal::ReadOnly));
    alter(&**store, Change::React(like(&place, 2, "mia", "👍"))).await;
    alter(&**store, reshape(&place, "olga", Alteration::Posting(Posting::Everyone))).await;
    let said = say(&**store, "mia", &place, "two").await;
    alter(&**store, reshape(&place, "olga", Alteration::Posting(Posting::Admins))).await;
    let again = change(&**store, send("mia", &place, "two")).await;
    assert_eq!(again, Ok(Appended::Known(said)), "what is stored is acknowledged, whatever changed since");
}

pub async fn in_an_archive_one_reads_tidies_up_and_goes(store: &Arc<dyn Store>) {
    let place = minted(1);
    make(&**store, &place, "olga", group(&["mia", "max"])).await;
    let said = say(&**store, "mia", &place, "one").await;
    say(&**store, "mia", &place, "two").await;
    alter(&**store, reshape(&place, "olga", Alteration::Archive(true))).await;
    for attempt in [
        send("olga", &place, "three"),
        edit(&place, 2, "mia", "won"),
        Change::React(like(&place, 2, "mia", "👍")),
        reshape(&place, "olga", Alteration::Rename(Some("Art".into()))),
        reshape(&place, "olga", add(&["eve"])),
        reshape(&place, "olga", set_role("mia", Role::Owner)),
    ] {
        assert_eq!(change(&**store, attempt).await, Err(Refusal::Archived));
    }
    let again = reshape(&place, "olga", Alteration::Archive(true));
    assert_eq!(change(&**store, again).await, Err(Refusal::Unchanged), "it is so already");
    assert_eq!(change(&**store, send("mia", &place, "one")).await, Ok(Appended::Known(said)));
    alter(&**store, delete(&place, 2, Some("mia"))).await;
    alter(&**store, delete(&place, 3, Some("olga"))).await;
    alter(&**store, reshape(&place, "mia", Alteration::Leave)).await;
    alter(&**store, reshape(&place, "olga", Alteration::Remove(user("max")))).await;
    assert!(standing(&**store, "olga", &place).await.facts.archived_at.is_some());
    alter(&**store, reshape(&place, "olga", Alteration::Archive(false))).await;
    say(&**store, "olga", &place, "three").await;
}

pub async fn a_conversation_takes_as_many_as_it_may(store: &Arc<dyn Store>) {
    let few = Terms { members: 3, ..ANYBODY };
    let place = minted(1);
    let too_many = Alteration::Create(group(&["bob", "carol", "dave"]), few);
    assert_eq!(change(&**store, reshape(&place, "alice", too_many)).await, Err(Refusal::TooManyMembers));
    make(&**store, &place, "alice", channel("Design", Visibility::Public, &["bob"])).await;
    let two = Alteration::Add(users(&["carol", "dave"]), few);
    assert_eq!(change(&**store, reshape(&place, "alice", two)).await, Err(Refusal::TooManyMembers));
    let known_and_new = Alteration::Add(users(&["bob", "carol"]), few);
    alter(&**store, reshape(&place, "alice", known_and_new)).await;
    let one_more = change(&**store, reshape(&place, "dave", Alteration::Join(few))).await;
    assert_eq!(one_more, Err(Refusal::TooManyMembers));
    assert_eq!(store.members(&place, 10).await.unwrap().len(), 3, "nobody came in half");
}

pub async fn a_user_is_in_as_many_as_one_may(store: &Arc<dyn Store>) {
    let few = Terms { conversations: 2, ..ANYBODY };
    for number in 1..=2 {
        make(&**store, &minted(number), "alice", channel("Design", Visibility::Public, &["bob"])).await;
    }
    say(&**store, "bob", &conversation("bob~eve"), "a pair does not count").await;
    let third = minted(3);
    let own = change(&**store, reshape(&third, "alice", Alteration::Create(group(&[]), few))).await;
    assert_eq!(own, Err(Refusal::TooManyConversations(user("alice"))));
    make(&**store, &third, "eve", channel("Art", Visibility::Public, &[])).await;
    let added = Alteration::Add(users(&["carol", "bob"]), few);
    let added = change(&**store, reshape(&third, "eve", added)).await;
    assert_eq!(added, Err(Refusal::TooManyConversations(user("bob"))));
    let joined = change(&**store, reshape(&third, "alice", Alteration::Join(few))).await;
    assert_eq!(joined, Err(Refusal::TooManyConversations(user("alice"))));
    assert_eq!(store.members(&third, 10).await.unwrap().len(), 1, "nobody came in half");
}

pub async fn where_strangers_are_not_written_to_nobody_unknown_is_added(store: &Arc<dyn Store>) {
    let known = Terms { strangers: false, ..ANYBODY };
    store.see_user(&user("bob"), None, time(1)).await.unwrap();
    let place = minted(1);
    let both = Alteration::Create(group(&["bob", "carol"]), known);
    let refused = Err(Refusal::NoSuchUser(user("carol")));
    assert_eq!(change(&**store, reshape(&place, "alice", both)).await, refused);
    alter(&**store, reshape(&place, "alice", Alteration::Create(group(&["bob"]), known))).await;
    let added = Alteration::Add(users(&["carol"]), known);
    assert_eq!(change(&**store, reshape(&place, "alice", added.clone())).await, refused);
    store.see_user(&user("carol"), None, time(1)).await.unwrap();
    alter(&**store, reshape(&place, "alice", added)).await;
}

pub async fn everybody_sees_what_is_theirs_to_see(store: &Arc<dyn Store>) {
    let (hidden, open, archived) = (minted(1), minted(2), minted(3));
    make(&**store, &hidden, "alice", channel("Secret", Visibility::Private, &["bob"])).await;
    for (place, name) in [(&open, "Design"), (&archived, "Old")] {
        make(&**store, place, "alice", channel(name, Visibility::Public, &["bob"])).await;
    }
    alter(&**store, reshape(&archived, "alice", Alteration::Archive(true))).await;
    let direct = conversation("alice~bob");
    for (who, place, kind) in [
        ("eve", &hidden, "nothing"),
        ("eve", &open, "door"),
        ("eve", &archived, "nothing"),
        ("eve", &direct, "nothing"),
        ("eve", &minted(9), "nothing"),
        ("eve", &general(), "inside"),
        ("bob", &hidden, "inside"),
        ("bob", &open, "inside"),
        ("bob", &archived, "inside"),
        ("bob", &direct, "inside"),
        ("bob", &minted(9), "nothing"),
    ] {
        let sight = store.sight(place, &user(who)).await.unwrap();
        let roster = store.roster(place).await.unwrap();
        match kind {
            "inside" => assert_eq!(Some(sight), roster.map(Sight::Inside), "{who} in {place}"),
            "door" => assert_eq!(sight, Sight::Door, "{who} before {place}"),
            _ => assert_eq!(sight, Sight::Nothing, "{who} and {place}"),
        }
    }
    let Members::Listed(roles) = store.roster(&hidden).await.unwrap().unwrap().members else {
        panic!("a channel lists its members")
    };
    let expected = [(user("alice"), Role::Owner), (user("bob"), Role::Member)];
    assert_eq!(roles.into_iter().collect::<Vec<_>>(), expected);
    assert_eq!(store.roster(&general()).await.unwrap().unwrap().members, Members::Everyone);
}

pub async fn some_may_be_asked_about_at_once(store: &Arc<dyn Store>) {
    let place = minted(1);
    make(&**store, &place, "alice", group(&["bob"])).await;
    say(&**store, "alice", &place, "one").await;
    let found = store.standings_in(&place, &users(&["bob", "eve", "alice"])).await.unwrap();
    assert_eq!(found.len(), 2);
    for (who, found) in found {
        assert_eq!(found, standing(&**store, who.as_str(), &place).await);
    }
    let pair = conversation("bob~carol");
    let found = store.standings_in(&pair, &users(&["alice", "bob", "carol"])).await.unwrap();
    assert_eq!(found.iter().map(|(who, _)| who.as_str()).collect::<Vec<_>>(), ["bob", "carol"]);
    assert_eq!((found[0].1.head, &found[0].1.last_message), (Seq(0), &None), "nobody wrote yet");
    let of_general = store.standings_in(&general(), &users(&["eve"])).await.unwrap();
    assert_eq!(of_general, [(user("eve"), standing(&**store, "eve", &general()).await)]);
}
