//! Who was here.

use std::sync::Arc;

use webchat_core::store::{Profile, Store};
use webchat_protocol::Seq;

use super::words::{general, say, standing, time, user};

pub async fn who_is_seen_for_the_first_time_has_read_general(store: &Arc<dyn Store>) {
    say(&**store, "bob", &general(), "one").await;
    say(&**store, "bob", &general(), "two").await;
    assert_eq!(standing(&**store, "alice", &general()).await.unread, 2, "not seen yet");
    store.see_user(&user("alice"), None, time(1)).await.unwrap();
    let found = standing(&**store, "alice", &general()).await;
    assert_eq!((found.read_seq, found.unread), (Seq(2), 0));
}

pub async fn who_is_seen_again_keeps_their_read_position(store: &Arc<dyn Store>) {
    store.see_user(&user("alice"), None, time(1)).await.unwrap();
    say(&**store, "bob", &general(), "one").await;
    store.see_user(&user("alice"), Some("Alice"), time(2)).await.unwrap();
    let found = standing(&**store, "alice", &general()).await;
    assert_eq!((found.read_seq, found.unread), (Seq(0), 1));
}

pub async fn a_name_stays_until_another_is_given(store: &Arc<dyn Store>) {
    let alice = user("alice");
    for (given, kept) in
        [(None, None), (Some("Älice"), Some("Älice")), (None, Some("Älice")), (Some("A"), Some("A"))]
    {
        let profile = store.see_user(&alice, given, time(1)).await.unwrap();
        let expected =
            Profile { user_id: alice.clone(), name: kept.map(str::to_owned), last_seen_at: time(1) };
        assert_eq!(profile, expected);
        assert_eq!(store.profiles(10).await.unwrap(), [expected]);
    }
}

pub async fn a_last_seen_time_never_goes_back(store: &Arc<dyn Store>) {
    let alice = user("alice");
    for (at, kept) in [(5, 5), (3, 5), (7, 7)] {
        let profile = store.see_user(&alice, None, time(at)).await.unwrap();
        assert_eq!(profile.last_seen_at, time(kept));
    }
    assert_eq!(store.profiles(10).await.unwrap()[0].last_seen_at, time(7));
}

pub async fn profiles_are_those_seen_last_first(store: &Arc<dyn Store>) {
    for (name, at) in [("alice", 2), ("bob", 3), ("carol", 1)] {
        store.see_user(&user(name), None, time(at)).await.unwrap();
    }
    say(&**store, "dave", &general(), "one").await;
    let names = |profiles: Vec<Profile>| profiles.into_iter().map(|p| p.user_id).collect::<Vec<_>>();
    assert_eq!(names(store.profiles(10).await.unwrap()), ["bob", "alice", "carol"].map(user));
    assert_eq!(names(store.profiles(2).await.unwrap()), ["bob", "alice"].map(user));
}
