//! Sessions are opened, used and closed.

use webchat_core::accounts::{AccountRefusal, NewSession, SessionKind, SessionRecord};

use super::words::{
    Whole, browser, change, join, letters, open, password, program, secret, session_id, sessions, time, user,
};

pub async fn a_session_is_found_by_its_secret_with_its_account(store: &Whole) {
    let account = join(store, "Alice").await;
    open(store, browser("alice", 'b')).await;
    let (session, of) = store.session_by_hash(&secret('b'), time(50)).await.unwrap().unwrap();
    let expected = SessionRecord {
        id: session_id('b'),
        user_id: user("Alice"),
        kind: SessionKind::Browser,
        label: "Firefox on Linux".into(),
        created_at: time(10),
        last_used_at: time(10),
        expires_at: Some(time(100)),
    };
    assert_eq!((session.clone(), of), (expected, account));
    assert_eq!(store.sessions_of(&user("alice"), time(50), 10).await.unwrap(), [session]);
    assert_eq!(store.session_by_hash(&secret('x'), time(50)).await.unwrap(), None);
}

pub async fn a_session_ends_when_it_expires(store: &Whole) {
    join(store, "alice").await;
    open(store, browser("alice", 'b')).await;
    open(store, program("alice", 'p')).await;
    for (at, is_there) in [(99, true), (100, false), (1_000, false)] {
        assert_eq!(store.session_by_hash(&secret('b'), time(at)).await.unwrap().is_some(), is_there, "{at}");
        let listed = store.sessions_of(&user("alice"), time(at), 10).await.unwrap();
        assert_eq!(listed.len(), 1 + usize::from(is_there), "{at}");
        assert!(store.session_by_hash(&secret('p'), time(at)).await.unwrap().is_some(), "for ever");
    }
}

pub async fn a_session_that_is_used_lasts_longer(store: &Whole) {
    join(store, "alice").await;
    open(store, browser("alice", 'b')).await;
    assert!(store.touch_session(session_id('b'), time(60), Some(time(150))).await.unwrap());
    let (session, _) = store.session_by_hash(&secret('b'), time(149)).await.unwrap().unwrap();
    assert_eq!((session.last_used_at, session.expires_at), (time(60), Some(time(150))));
    assert!(store.touch_session(session_id('b'), time(50), Some(time(140))).await.unwrap(), "it came late");
    assert_eq!(store.session_by_hash(&secret('b'), time(149)).await.unwrap().unwrap().0, session);
    assert!(!store.touch_session(session_id('x'), time(60), None).await.unwrap());
}

pub async fn what_lasts_for_ever_goes_on_to(store: &Whole) {
    join(store, "alice").await;
    open(store, program("alice", 'p')).await;
    for expires_at in [None, Some(time(70))] {
        assert!(store.touch_session(session_id('p'), time(60), expires_at).await.unwrap());
        let (session, _) = store.session_by_hash(&secret('p'), time(900)).await.unwrap().unwrap();
        assert_eq!((session.last_used_at, session.expires_at), (time(60), None));
    }
}

pub async fn sessions_are_listed_those_used_last_first(store: &Whole) {
    join(store, "alice").await;
    for (letter, at) in [('a', 11), ('b', 13), ('c', 12)] {
        open(store, NewSession { at: time(at), ..browser("alice", letter) }).await;
    }
    assert_eq!(sessions(store, "Alice").await, "bca");
    store.touch_session(session_id('a'), time(20), Some(time(100))).await.unwrap();
    assert_eq!(sessions(store, "alice").await, "abc");
    assert_eq!(store.sessions_of(&user("alice"), time(50), 2).await.unwrap().len(), 2);
}

pub async fn the_browser_used_longest_ago_makes_room_for_another(store: &Whole) {
    join(store, "alice").await;
    join(store, "bob").await;
    open(store, browser("bob", 'x')).await;
    open(store, program("alice", 'p')).await;
    for (letter, at, gone) in [('a', 11, ""), ('b', 12, ""), ('c', 13, "a"), ('d', 14, "b")] {
        let closed = open(store, NewSession { at: time(at), limit: 2, ..browser("alice", letter) }).await;
        assert_eq!(letters(&closed), gone);
    }
    let closed = open(store, NewSession { at: time(15), limit: 1, ..browser("alice", 'e') }).await;
    assert_eq!(letters(&closed), "cd", "a limit that was lowered");
    assert_eq!((sessions(store, "alice").await, sessions(store, "bob").await), ("ep".into(), "x".into()));
}

pub async fn an_expired_session_takes_no_room(store: &Whole) {
    join(store, "alice").await;
    open(store, browser("alice", 'a')).await;
    let later = NewSession { at: time(100), expires_at: Some(time(200)), limit: 1, ..browser("alice", 'b') };
    assert_eq!(open(store, later).await, []);
    open(store, NewSession { expires_at: Some(time(100)), ..program("alice", 'p') }).await;
    open(store, NewSession { at: time(100), limit: 1, ..program("alice", 'q') }).await;
}

pub async fn a_program_makes_no_room_for_another(store: &Whole) {
    join(store, "alice").await;
    open(store, NewSession { limit: 1, ..program("alice", 'p') }).await;
    let second = store.open_session(NewSession { limit: 1, ..program("alice", 'q') }).await.unwrap();
    assert_eq!(second, Err(AccountRefusal::TooMany));
    assert_eq!(sessions(store, "alice").await, "p");
    open(store, NewSession { limit: 1, ..browser("alice", 'b') }).await;
}

pub async fn a_session_needs_an_account_and_the_password_that_is_in_force(store: &Whole) {
    let unknown = store.open_session(browser("alice", 'a')).await.unwrap();
    assert_eq!(unknown, Err(AccountRefusal::Unknown));
    join(store, "alice").await;
    let with = |hash: &str| NewSession { password_hash: Some(password(hash)), ..browser("alice", 'a') };
    store.set_password(change("alice", "old", None)).await.unwrap().unwrap();
    let old = store.open_session(with("old")).await.unwrap();
    assert_eq!(old, Err(AccountRefusal::PasswordChanged));
    assert_eq!(sessions(store, "alice").await, "");
    open(store, with("new")).await;
}

pub async fn a_session_is_closed_by_its_user_only(store: &Whole) {
    join(store, "alice").await;
    join(store, "bob").await;
    open(store, browser("alice", 'a')).await;
    assert!(!store.close_session(&user("bob"), session_id('a')).await.unwrap());
    assert_eq!(sessions(store, "alice").await, "a");
    assert!(store.close_session(&user("Alice"), session_id('a')).await.unwrap());
    assert!(!store.close_session(&user("alice"), session_id('a')).await.unwrap(), "it is gone");
    assert_eq!(store.session_by_hash(&secret('a'), time(50)).await.unwrap(), None);
}

pub async fn sessions_are_closed_by_kind_and_but_for_one(store: &Whole) {
    join(store, "alice").await;
    join(store, "bob").await;
    for letter in ['a', 'b', 'c'] {
        open(store, browser("alice", letter)).await;
    }
    open(store, program("alice", 'p')).await;
    open(store, browser("bob", 'x')).await;
    let close = async |kind, except: Option<char>| {
        let closed = store.close_sessions_of(&user("ALICE"), kind, except.map(session_id)).await.unwrap();
        letters(&closed)
    };
    assert_eq!(close(Some(SessionKind::Browser), Some('b')).await, "ac");
    assert_eq!(close(Some(SessionKind::Program), None).await, "p");
    assert_eq!(close(None, Some('x')).await, "b");
    assert_eq!(close(None, None).await, "");
    assert_eq!(sessions(store, "bob").await, "x");
}

pub async fn sessions_that_ended_long_ago_are_forgotten(store: &Whole) {
    join(store, "alice").await;
    open(store, browser("alice", 'a')).await;
    open(store, NewSession { expires_at: Some(time(300)), ..browser("alice", 'b') }).await;
    open(store, program("alice", 'p')).await;
    for (before, forgotten) in [(100, 0), (101, 1), (101, 0), (300, 0), (301, 1)] {
        assert_eq!(store.forget_ended(time(before)).await.unwrap(), forgotten, "before {before}");
    }
    assert_eq!(sessions(store, "alice").await, "p");
}
