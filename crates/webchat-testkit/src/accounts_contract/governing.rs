//! Accounts are listed, suspended, and made administrators.

use webchat_core::accounts::{AccountRefusal, NewAccount};

use super::words::{
    Whole, browser, join, join_as_admin, letters, new, open, program, sessions, time, try_join, user,
};

pub async fn accounts_are_listed_by_their_ids_a_page_at_a_time(store: &Whole) {
    for id in ["carol", "Bob", "alice", "dave"] {
        join(store, id).await;
    }
    let page = |ids: &[&str]| ids.iter().map(|id| user(id)).collect::<Vec<_>>();
    let list = async |after: Option<&str>| {
        let accounts = store.accounts(after.map(user).as_ref(), 2).await.unwrap();
        accounts.into_iter().map(|account| account.user_id).collect::<Vec<_>>()
    };
    assert_eq!(list(None).await, page(&["alice", "Bob"]));
    assert_eq!(list(Some("bob")).await, page(&["carol", "dave"]));
    assert_eq!(list(Some("carl")).await, page(&["carol", "dave"]), "after is a place, not an account");
    assert_eq!(list(Some("dave")).await, page(&[]));
    assert_eq!(store.account_count().await.unwrap(), 4);
}

pub async fn an_account_shows_its_users_name_and_when_they_were_seen(store: &Whole) {
    join(store, "alice").await;
    store.see_user(&user("alice"), Some("Alice"), time(9)).await.unwrap();
    let account = store.account(&user("alice")).await.unwrap().unwrap();
    assert_eq!((account.name.as_deref(), account.last_seen_at), (Some("Alice"), time(9)));
    assert_eq!(store.accounts(None, 10).await.unwrap(), [account]);
}

pub async fn an_administrator_is_made_and_unmade(store: &Whole) {
    join_as_admin(store, "root").await;
    join(store, "alice").await;
    for on in [true, true, false, false] {
        assert_eq!(store.set_admin(&user("ALICE"), on).await.unwrap().unwrap().is_admin, on);
        assert_eq!(store.account(&user("alice")).await.unwrap().unwrap().is_admin, on);
    }
    assert_eq!(store.set_admin(&user("eve"), true).await.unwrap(), Err(AccountRefusal::Unknown));
}

pub async fn somebody_is_left_who_can_administer(store: &Whole) {
    assert!(!store.has_admin().await.unwrap());
    join_as_admin(store, "root").await;
    join(store, "alice").await;
    let last = Err(AccountRefusal::LastAdmin);
    assert_eq!(store.set_admin(&user("root"), false).await.unwrap(), last);
    assert_eq!(store.suspend(&user("root"), Some(time(5))).await.unwrap().map(drop), last.map(drop));
    assert!(store.has_admin().await.unwrap());

    store.set_admin(&user("alice"), true).await.unwrap().unwrap();
    store.suspend(&user("root"), Some(time(5))).await.unwrap().unwrap();
    let last = Err(AccountRefusal::LastAdmin);
    assert_eq!(
        store.set_admin(&user("alice"), false).await.unwrap(),
        last,
        "who is suspended does not count"
    );
    store.set_admin(&user("root"), false).await.unwrap().unwrap();
}

pub async fn two_administrators_who_unmake_each_other_at_once_leave_one(store: &Whole) {
    for round in 0..10 {
        let (one, other) = (format!("one-{round}"), format!("other-{round}"));
        for id in [&one, &other] {
            try_join(store, NewAccount { is_admin: true, ..new(id) }).await.unwrap();
        }
        if round > 0 {
            // The one who was left of the round before makes room.
            let left = store.accounts(None, 1_000).await.unwrap();
            for old in
                left.iter().filter(|old| old.is_admin && !old.user_id.as_str().ends_with(&round.to_string()))
            {
                store.set_admin(&old.user_id, false).await.unwrap().unwrap();
            }
        }
        let tries = [one, other].map(|id| {
            let store = store.clone();
            tokio::spawn(async move { store.set_admin(&user(&id), false).await.unwrap().is_ok() })
        });
        let mut unmade = 0;
        for each in tries {
            unmade += usize::from(each.await.unwrap());
        }
        assert_eq!(unmade, 1);
    }
}

pub async fn a_suspended_user_loses_every_session_and_keeps_the_account(store: &Whole) {
    join(store, "alice").await;
    join(store, "bob").await;
    open(store, browser("alice", 'b')).await;
    open(store, program("alice", 'p')).await;
    open(store, browser("bob", 'x')).await;
    let (account, closed) = store.suspend(&user("Alice"), Some(time(20))).await.unwrap().unwrap();
    assert_eq!((account.user_id, account.suspended_at), (user("alice"), Some(time(20))));
    assert_eq!(letters(&closed), "bp");
    assert_eq!(sessions(store, "alice").await, "");
    assert_eq!(sessions(store, "bob").await, "x");
    let refused = store.open_session(browser("alice", 'c')).await.unwrap();
    assert_eq!(refused, Err(AccountRefusal::Suspended));
}

pub async fn who_is_suspended_again_is_so_since_the_first_time(store: &Whole) {
    join(store, "alice").await;
    for at in [20, 30] {
        let (account, closed) = store.suspend(&user("alice"), Some(time(at))).await.unwrap().unwrap();
        assert_eq!((account.suspended_at, closed), (Some(time(20)), vec![]));
    }
    let unknown = store.suspend(&user("eve"), Some(time(20))).await.unwrap();
    assert_eq!(unknown, Err(AccountRefusal::Unknown));
}

pub async fn who_is_let_in_again_starts_without_a_session(store: &Whole) {
    join(store, "alice").await;
    open(store, browser("alice", 'b')).await;
    store.suspend(&user("alice"), Some(time(20))).await.unwrap().unwrap();
    for _ in 0..2 {
        let (account, closed) = store.suspend(&user("alice"), None).await.unwrap().unwrap();
        assert_eq!((account.suspended_at, closed), (None, vec![]));
    }
    assert_eq!(sessions(store, "alice").await, "");
    open(store, browser("alice", 'c')).await;
    assert_eq!(sessions(store, "alice").await, "c");
}
