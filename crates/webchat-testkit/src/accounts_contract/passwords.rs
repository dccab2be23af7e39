//! Passwords are set.

use webchat_core::accounts::{AccountRefusal, LinkState, NewLink, NewPassword};

use super::words::{
    Whole, browser, change, invitation, join, letters, link, make, open, password, password_of, program,
    reset, reset_link, sessions, time, user,
};

pub async fn who_knew_the_old_password_sets_another_and_signs_out_other_browsers(store: &Whole) {
    join(store, "alice").await;
    for new in [browser("alice", 'a'), browser("alice", 'b'), program("alice", 'p')] {
        open(store, new).await;
    }
    let closed = store.set_password(change("Alice", "old", Some('a'))).await.unwrap().unwrap();
    assert_eq!(letters(&closed), "b");
    let mut left: Vec<char> = sessions(store, "alice").await.chars().collect();
    left.sort_unstable();
    assert_eq!(left, ['a', 'p']);
    assert_eq!(password_of(store, "alice").await, password("new"));
}

pub async fn of_two_who_change_the_same_old_password_one_does(store: &Whole) {
    join(store, "alice").await;
    store.set_password(change("alice", "old", None)).await.unwrap().unwrap();
    let second = NewPassword { password_hash: password("newer"), ..change("alice", "old", None) };
    assert_eq!(store.set_password(second).await.unwrap(), Err(AccountRefusal::PasswordChanged));
    assert_eq!(password_of(store, "alice").await, password("new"));
}

pub async fn a_link_sets_a_password_once_and_closes_every_session(store: &Whole) {
    join(store, "alice").await;
    join(store, "bob").await;
    for new in [browser("alice", 'a'), program("alice", 'p'), browser("bob", 'x')] {
        open(store, new).await;
    }
    make(store, reset_link('r', "alice")).await;
    let closed = store.set_password(reset("alice", 'r')).await.unwrap().unwrap();
    assert_eq!(letters(&closed), "ap");
    assert_eq!(password_of(store, "alice").await, password("new"));
    assert_eq!((sessions(store, "alice").await, sessions(store, "bob").await), (String::new(), "x".into()));
    assert_eq!(link(store, 'r').await.state(time(20)), LinkState::Used);
    let again = NewPassword { password_hash: password("newer"), ..reset("alice", 'r') };
    assert_eq!(store.set_password(again).await.unwrap(), Err(AccountRefusal::LinkGone));
    assert_eq!(password_of(store, "alice").await, password("new"));
}

pub async fn a_link_sets_the_password_of_its_own_user_only_while_it_is_open(store: &Whole) {
    join(store, "alice").await;
    join(store, "bob").await;
    make(store, reset_link('r', "alice")).await;
    make(store, NewLink { user_id: Some(user("alice")), ..invitation('i') }).await;
    let late = NewPassword { at: time(100), ..reset("alice", 'r') };
    for refused in [reset("bob", 'r'), reset("alice", 'i'), reset("alice", 'x'), late] {
        assert_eq!(store.set_password(refused).await.unwrap(), Err(AccountRefusal::LinkGone));
    }
    for id in ["alice", "bob"] {
        assert_eq!(password_of(store, id).await, password("old"));
    }
    assert_eq!(link(store, 'r').await.uses, 0);
}

pub async fn the_last_link_for_a_password_is_the_one_that_works(store: &Whole) {
    join(store, "alice").await;
    join(store, "bob").await;
    make(store, reset_link('b', "bob")).await;
    make(store, reset_link('r', "alice")).await;
    make(store, reset_link('s', "ALICE")).await;
    assert_eq!(link(store, 'r').await.state(time(20)), LinkState::Revoked);
    assert_eq!(link(store, 'b').await.state(time(20)), LinkState::Open);
    assert_eq!(link(store, 's').await.user_id, Some(user("alice")), "spelled as it was created");
    store.set_password(reset("alice", 's')).await.unwrap().unwrap();
}

pub async fn a_suspended_user_sets_no_password(store: &Whole) {
    join(store, "alice").await;
    make(store, reset_link('r', "alice")).await;
    store.suspend(&user("alice"), Some(time(15))).await.unwrap().unwrap();
    for refused in [reset("alice", 'r'), change("alice", "old", None)] {
        assert_eq!(store.set_password(refused).await.unwrap(), Err(AccountRefusal::Suspended));
    }
    assert_eq!(link(store, 'r').await.uses, 0);
    let unknown = store.set_password(change("eve", "old", None)).await.unwrap();
    assert_eq!(unknown, Err(AccountRefusal::Unknown));
}
