//! Accounts come to be.

use webchat_core::accounts::{Account, AccountRefusal, LinkState, NewAccount};
use webchat_core::store::Profile;
use webchat_protocol::{ConversationId, Seq};

use super::words::{
    Whole, admin_link, general, invitation, join, join_as_admin, link, make, new, password, reset_link, say,
    through, time, try_join, user,
};
use crate::store_contract::words::{send, standing};

pub async fn an_account_is_there_once_it_was_created(store: &Whole) {
    let created = try_join(store, NewAccount { name: Some("Älice".into()), ..new("alice") }).await.unwrap();
    let expected = Account {
        user_id: user("alice"),
        name: Some("Älice".into()),
        is_admin: false,
        created_at: time(1),
        suspended_at: None,
        last_seen_at: time(1),
    };
    assert_eq!(created, expected);
    assert_eq!(store.account(&user("alice")).await.unwrap(), Some(expected.clone()));
    let credentials = store.password_of(&user("alice")).await.unwrap().unwrap();
    assert_eq!((credentials.account, credentials.password_hash), (expected, password("old")));
}

pub async fn nobody_has_an_account_who_has_not_got_one(store: &Whole) {
    store.see_user(&user("alice"), Some("Alice"), time(1)).await.unwrap();
    assert_eq!(store.account(&user("alice")).await.unwrap(), None);
    assert_eq!(store.password_of(&user("alice")).await.unwrap(), None);
    assert_eq!(store.accounts(None, 10).await.unwrap(), []);
}

pub async fn whoever_gets_an_account_is_a_user_who_has_read_general(store: &Whole) {
    say(&**store, "bob", &general(), "one").await;
    try_join(store, NewAccount { name: Some("Alice".into()), ..new("alice") }).await.unwrap();
    let profile = Profile { name: Some("Alice".into()), ..Profile::new(user("alice"), time(1)) };
    assert_eq!(store.profiles(10).await.unwrap(), [profile]);
    assert_eq!(standing(&**store, "alice", &general()).await.read_seq, Seq(1));
}

pub async fn an_id_is_given_once(store: &Whole) {
    join(store, "alice").await;
    let again = NewAccount { password_hash: password("mine"), may_claim: true, ..new("alice") };
    assert_eq!(try_join(store, again).await, Err(AccountRefusal::Taken));
    assert_eq!(store.password_of(&user("alice")).await.unwrap().unwrap().password_hash, password("old"));
}

pub async fn ids_that_differ_in_case_only_are_one_account(store: &Whole) {
    join(store, "Alice").await;
    for alike in ["alice", "ALICE"] {
        assert_eq!(try_join(store, new(alike)).await, Err(AccountRefusal::Taken), "{alike}");
        let found = store.password_of(&user(alike)).await.unwrap().unwrap();
        assert_eq!(found.account.user_id, user("Alice"), "spelled as it was created");
    }
    join(store, "alicf").await;
}

pub async fn the_same_id_asked_for_by_many_at_once_is_given_to_one(store: &Whole) {
    let tries: Vec<_> = (0..10)
        .map(|_| {
            let store = store.clone();
            tokio::spawn(async move { try_join(&store, new("alice")).await })
        })
        .collect();
    let mut given = 0;
    for each in tries {
        match each.await.unwrap() {
            Ok(_) => given += 1,
            Err(refusal) => assert_eq!(refusal, AccountRefusal::Taken),
        }
    }
    assert_eq!(given, 1);
}

pub async fn who_was_here_before_is_not_taken_over_by_a_newcomer(store: &Whole) {
    store.see_user(&user("alice"), Some("Alice"), time(1)).await.unwrap();
    let direct = ConversationId::new("bob~carol").unwrap();
    store.append(vec![send("bob", &direct, "psst")]).await.unwrap()[0].as_ref().unwrap();
    for known in ["alice", "bob", "carol"] {
        assert_eq!(try_join(store, new(known)).await, Err(AccountRefusal::Taken), "{known}");
    }
    let claimed = try_join(store, NewAccount { may_claim: true, ..new("alice") }).await.unwrap();
    assert_eq!(claimed.name.as_deref(), Some("Alice"), "the name stays if no other is given");
}

pub async fn an_invitation_lets_in_as_many_as_it_is_for(store: &Whole) {
    make(store, invitation('i')).await;
    for id in ["alice", "bob"] {
        let at = time(20);
        try_join(store, NewAccount { at, ..through(id, 'i') }).await.unwrap();
    }
    let after = link(store, 'i').await;
    assert_eq!((after.uses, after.state(time(20))), (2, LinkState::Used));
    let third = NewAccount { at: time(20), ..through("carol", 'i') };
    assert_eq!(try_join(store, third).await, Err(AccountRefusal::LinkGone));
    assert_eq!(store.account(&user("carol")).await.unwrap(), None);
}

pub async fn the_last_use_of_a_link_is_one_persons_however_many_come_at_once(store: &Whole) {
    make(store, invitation('i')).await;
    let tries: Vec<_> = (0..10)
        .map(|number| {
            let store = store.clone();
            let new = NewAccount { at: time(20), ..through(&format!("user-{number}"), 'i') };
            tokio::spawn(async move { try_join(&store, new).await.is_ok() })
        })
        .collect();
    let mut entered = 0;
    for each in tries {
        entered += usize::from(each.await.unwrap());
    }
    assert_eq!((entered, link(store, 'i').await.uses), (2, 2));
    assert_eq!(store.accounts(None, 100).await.unwrap().len(), 2);
}

pub async fn a_link_that_is_not_open_lets_nobody_in(store: &Whole) {
    join_as_admin(store, "root").await;
    make(store, invitation('i')).await;
    make(store, invitation('r')).await;
    make(store, reset_link('p', "root")).await;
    store.revoke_link(super::words::link_id('r'), time(15)).await.unwrap();
    for (letter, at) in [('i', 100), ('i', 101), ('r', 20), ('p', 20), ('x', 20)] {
        let new = NewAccount { at: time(at), ..through("alice", letter) };
        assert_eq!(try_join(store, new).await, Err(AccountRefusal::LinkGone), "{letter} at {at}");
    }
    assert_eq!(link(store, 'i').await.uses, 0);
    try_join(store, NewAccount { at: time(99), ..through("alice", 'i') }).await.unwrap();
}

pub async fn a_refused_account_leaves_its_link_as_it_was(store: &Whole) {
    join(store, "alice").await;
    make(store, invitation('i')).await;
    let taken = NewAccount { at: time(20), ..through("alice", 'i') };
    assert_eq!(try_join(store, taken).await, Err(AccountRefusal::Taken));
    assert_eq!(link(store, 'i').await.uses, 0);
}

pub async fn whether_an_id_is_taken_is_told_to_those_with_a_link_only(store: &Whole) {
    join(store, "alice").await;
    assert_eq!(try_join(store, through("alice", 'x')).await, Err(AccountRefusal::LinkGone));
}

pub async fn the_link_for_an_administrator_makes_the_first_one(store: &Whole) {
    make(store, admin_link('a')).await;
    let root = NewAccount { is_admin: true, at: time(20), ..through("root", 'a') };
    assert!(try_join(store, root).await.unwrap().is_admin);
    assert!(store.has_admin().await.unwrap());
}

pub async fn the_link_for_an_administrator_does_nothing_while_there_is_one(store: &Whole) {
    make(store, admin_link('a')).await;
    join_as_admin(store, "root").await;
    let second = NewAccount { is_admin: true, at: time(20), ..through("eve", 'a') };
    assert_eq!(try_join(store, second).await, Err(AccountRefusal::LinkGone));
}

pub async fn an_invitation_makes_no_administrator_and_the_other_link_no_ordinary_user(store: &Whole) {
    make(store, invitation('i')).await;
    make(store, admin_link('a')).await;
    for (letter, is_admin) in [('i', true), ('a', false)] {
        let new = NewAccount { is_admin, at: time(20), ..through("eve", letter) };
        assert_eq!(try_join(store, new).await, Err(AccountRefusal::LinkGone), "{letter}");
    }
}
