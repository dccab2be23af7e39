//! Who was here.

use std::sync::Arc;

use webchat_core::store::{Picture, PictureKind, PictureName, Profile, ProfileChange, Store};
use webchat_protocol::{About, Emoji, Seq};

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
        let expected = Profile { name: kept.map(str::to_owned), ..Profile::new(alice.clone(), time(1)) };
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

pub async fn what_somebody_says_of_themselves_stays_until_they_say_otherwise(store: &Arc<dyn Store>) {
    let alice = user("alice");
    store.see_user(&alice, Some("Alice"), time(1)).await.unwrap();
    let changes = [
        ProfileChange::StatusText(Some("in a meeting".into())),
        ProfileChange::StatusEmoji(Some(Emoji::new("🎧").unwrap())),
        ProfileChange::TimeZone(Some("Europe/Berlin".into())),
        ProfileChange::Pronouns(Some("she/her".into())),
        ProfileChange::Avatar(Some("https://example.com/alice.png".into())),
        ProfileChange::ShowsLastSeen(false),
    ];
    let said = store.change_profile(&alice, &changes, time(2)).await.unwrap();
    let about = About {
        avatar: Some("https://example.com/alice.png".into()),
        status_text: Some("in a meeting".into()),
        status_emoji: Some(Emoji::new("🎧").unwrap()),
        time_zone: Some("Europe/Berlin".into()),
        pronouns: Some("she/her".into()),
    };
    let expected = Profile {
        name: Some("Alice".into()),
        about: about.clone(),
        shows_last_seen: false,
        ..Profile::new(alice.clone(), time(1))
    };
    assert_eq!(said, expected, "saying something is not being seen");
    let seen = store.see_user(&alice, Some("Ä"), time(3)).await.unwrap();
    let expected = Profile { name: Some("Ä".into()), last_seen_at: time(3), ..expected };
    assert_eq!(seen, expected, "coming and going changes nothing of it");
    let changes = [ProfileChange::Name("Alice".into()), ProfileChange::StatusText(None)];
    let said = store.change_profile(&alice, &changes, time(4)).await.unwrap();
    let about = About { status_text: None, ..about };
    let expected = Profile { name: Some("Alice".into()), about, ..expected };
    assert_eq!(said, expected);
    assert_eq!(store.change_profile(&alice, &[], time(5)).await.unwrap(), expected);
    assert_eq!(store.profiles(10).await.unwrap(), [expected]);
}

pub async fn whoever_says_something_of_themselves_is_known_from_then_on(store: &Arc<dyn Store>) {
    say(&**store, "bob", &general(), "one").await;
    let alice = user("alice");
    assert_eq!(store.profile(&alice).await.unwrap(), None);
    let said = store.change_profile(&alice, &[ProfileChange::Name("Alice".into())], time(1)).await.unwrap();
    assert_eq!(said, Profile { name: Some("Alice".into()), ..Profile::new(alice.clone(), time(1)) });
    assert_eq!(store.profile(&alice).await.unwrap(), Some(said));
    assert_eq!(standing(&**store, "alice", &general()).await.read_seq, Seq(1));
}

pub async fn a_user_has_one_picture_and_the_one_before_is_gone(store: &Arc<dyn Store>) {
    let (alice, bob) = (user("alice"), user("bob"));
    let [first, second, of_bob] = [1, 2, 3].map(picture);
    let path = |picture: &Picture| format!("/media/avatars/{}", picture.name.as_str());
    let shown = store.set_picture(&alice, &first, &path(&first), time(1)).await.unwrap();
    assert_eq!(shown.about.avatar, Some(path(&first)));
    store.set_picture(&bob, &of_bob, &path(&of_bob), time(1)).await.unwrap();
    assert_eq!(store.picture(&first.name).await.unwrap().as_ref(), Some(&first));
    let shown = store.set_picture(&alice, &second, &path(&second), time(2)).await.unwrap();
    assert_eq!((shown.about.avatar, shown.last_seen_at), (Some(path(&second)), time(1)));
    assert_eq!(store.picture(&first.name).await.unwrap(), None);
    assert_eq!(store.picture(&second.name).await.unwrap().as_ref(), Some(&second));
    store.change_profile(&alice, &[ProfileChange::Name("Alice".into())], time(3)).await.unwrap();
    assert_eq!(store.picture(&second.name).await.unwrap().as_ref(), Some(&second), "a name is another thing");
    let elsewhere = ProfileChange::Avatar(Some("https://example.com/alice.png".into()));
    store.change_profile(&alice, &[elsewhere], time(3)).await.unwrap();
    assert_eq!(store.picture(&second.name).await.unwrap(), None);
    let without = store.change_profile(&bob, &[ProfileChange::Avatar(None)], time(4)).await.unwrap();
    assert_eq!(without.about.avatar, None);
    assert_eq!(store.picture(&of_bob.name).await.unwrap(), None);
}

fn picture(number: u8) -> Picture {
    Picture { name: PictureName::new(number.into(), PictureKind::Png), bytes: vec![number; 100_000] }
}
