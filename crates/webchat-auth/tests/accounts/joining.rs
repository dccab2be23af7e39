//! Somebody wants an account.

use webchat_auth::{NewPerson, Password, PasswordFlaw, RefusalKind, Refused, Secret, SignUpPolicy};
use webchat_core::Store;
use webchat_core::accounts::Accounts;
use webchat_protocol::Timestamp;

use crate::house::{House, PASSWORD, person, sentence, user, visitor};

#[tokio::test]
async fn the_policy_says_who_may_get_an_account() {
    for (policy, by_oneself, invited) in [
        (SignUpPolicy::Closed, false, false),
        (SignUpPolicy::Invite, false, true),
        (SignUpPolicy::Open, true, true),
    ] {
        let (house, root) = House::with_root(policy).await;
        assert_eq!(house.mode().sign_up_policy(), policy);
        let alone = house.mode().sign_up(&visitor(2), &person("alice"), None).await;
        assert_eq!(alone.is_ok(), by_oneself, "{policy:?}");
        let invitation = house.invite(&root, 1).await.secret;
        let bob = house.mode().sign_up(&visitor(3), &person("bob"), Some(&invitation)).await;
        assert_eq!(bob.is_ok(), invited, "{policy:?}");
    }
    let invite = House::with(SignUpPolicy::Invite, |_| {});
    let refused = invite.mode().sign_up(&visitor(2), &person("alice"), None).await;
    assert_eq!(sentence(refused), "You need an invitation to get an account here.");
    let closed = House::with(SignUpPolicy::Closed, |_| {});
    let refused = closed.mode().sign_up(&visitor(2), &person("alice"), None).await.unwrap_err();
    assert_eq!(refused.kind(), RefusalKind::Forbidden);
}

#[tokio::test]
async fn whoever_signs_up_is_signed_in_under_the_name_they_chose() {
    let house = House::new();
    let alice = NewPerson { name: Some("  Älice ".into()), ..person("alice") };
    let signed_in = house.mode().sign_up(&visitor(1), &alice, None).await.unwrap();
    let known = house.by_cookie(&signed_in.cookie).await.unwrap();
    assert_eq!((known.actor.user_id, known.name.as_deref()), (user("alice"), Some("Älice")));
    house.sign_in("alice", PASSWORD).await.unwrap();
}

#[tokio::test]
async fn nobody_gets_a_name_that_hides_or_turns() {
    let house = House::new();
    for bad in
        ["", "  ", "a\nb", "a\0b", "\u{202E}ecila", "a\u{2066}b", "a\u{200B}b", "\u{3164}", &"x".repeat(65)]
    {
        let person = NewPerson { name: Some(bad.into()), ..person("alice") };
        let (outcome, hashes) = house.hashes(house.mode().sign_up(&visitor(1), &person, None)).await;
        let refused = outcome.unwrap_err();
        assert!(matches!(refused, Refused::BadName(_)), "{bad:?}: {refused}");
        assert_eq!((refused.kind(), hashes), (RefusalKind::BadInput, 0));
    }
}

#[tokio::test]
async fn nobody_gets_a_password_that_is_guessed_at_once() {
    let house = House::new();
    for (bad, flaw) in [
        ("short", PasswordFlaw::TooShort),
        ("Password123", PasswordFlaw::Common),
        ("alice.liddell", PasswordFlaw::Common),
        (&"x".repeat(100_000), PasswordFlaw::TooLong),
    ] {
        let person = NewPerson { password: Password::new(bad), ..person("alice.liddell") };
        let (outcome, hashes) = house.hashes(house.mode().sign_up(&visitor(1), &person, None)).await;
        assert!(matches!(outcome, Err(Refused::BadPassword(found)) if found == flaw), "{flaw:?}");
        assert_eq!(hashes, 0, "{flaw:?}");
    }
}

#[tokio::test]
async fn a_name_that_somebody_has_is_taken_in_every_letter_case() {
    let house = House::new();
    house.join("Alice").await;
    for taken in ["Alice", "alice", "ALICE"] {
        let (outcome, hashes) = house.hashes(house.mode().sign_up(&visitor(2), &person(taken), None)).await;
        assert!(matches!(outcome, Err(Refused::Taken)), "{taken}");
        assert_eq!(hashes, 0);
    }
    house.sign_in("Alice", PASSWORD).await.unwrap();
}

/// Else whoever comes first after open mode would get the conversations of everybody.
#[tokio::test]
async fn a_newcomer_does_not_get_the_name_of_somebody_who_was_here_in_open_mode() {
    let house = House::new();
    house.store.see_user(&user("alice"), Some("Alice"), Timestamp::from_millis(1)).await.unwrap();
    let refused = house.mode().sign_up(&visitor(2), &person("alice"), None).await;
    assert_eq!(sentence(refused), "This name is taken. Choose another one.");
    let (account, link) = house.mode().console().add(&user("alice"), None).await.unwrap();
    assert_eq!(account.name.as_deref(), Some("Alice"));
    house.mode().reset(&visitor(2), &link.secret, &Password::new(PASSWORD)).await.unwrap();
    house.sign_in("alice", PASSWORD).await.unwrap();
}

#[tokio::test]
async fn the_first_start_makes_a_link_for_the_first_administrator() {
    let house = House::with(SignUpPolicy::Closed, |_| {});
    let link = house.mode().first_link().await.unwrap().unwrap();
    let root = house.mode().setup(&visitor(1), &person("root"), &link).await.unwrap();
    assert!(root.identified.actor.is_admin);
    assert!(house.by_cookie(&root.cookie).await.unwrap().actor.is_admin);
    assert!(house.mode().first_link().await.unwrap().is_none(), "nobody needs another one");
    let (again, hashes) = house.hashes(house.mode().setup(&visitor(1), &person("eve"), &link)).await;
    assert_eq!(sentence(again), "This link was used already. Ask for a new one.");
    assert_eq!(hashes, 0);
}

#[tokio::test]
async fn a_start_without_an_administrator_makes_another_link_and_ends_the_one_before() {
    let house = House::new();
    let old = house.mode().first_link().await.unwrap().unwrap();
    let new = house.mode().first_link().await.unwrap().unwrap();
    let refused = house.mode().setup(&visitor(1), &person("root"), &old).await.unwrap_err();
    assert_eq!(refused.kind(), RefusalKind::Gone);
    house.mode().setup(&visitor(1), &person("root"), &new).await.unwrap();
}

#[tokio::test]
async fn the_link_for_an_administrator_lasts_for_a_day() {
    let house = House::new();
    let link = house.mode().first_link().await.unwrap().unwrap();
    house.clock.advance(24 * 60 * 60 * 1_000);
    let refused = house.mode().setup(&visitor(1), &person("root"), &link).await;
    assert_eq!(sentence(refused), "This link has expired. Ask for a new one.");
    assert!(!house.store.has_admin().await.unwrap());
}

#[tokio::test]
async fn a_link_is_good_for_what_it_was_made_for_and_nothing_else() {
    let (house, root) = House::with_root(SignUpPolicy::Open).await;
    let invitation = house.invite(&root, 5).await.secret;
    let reset = house.mode().administration(&root).unwrap().reset_link(&root.user_id).await.unwrap().secret;
    for link in [&invitation, &reset, &Secret::new("nonsense")] {
        let refused = house.mode().setup(&visitor(2), &person("eve"), link).await.unwrap_err();
        assert_eq!(refused.kind(), RefusalKind::NotFound);
    }
    for link in [&reset, &Secret::new("")] {
        assert!(
            house.mode().sign_up(&visitor(2), &person("eve"), Some(link)).await.is_err(),
            "open, but not with it"
        );
    }
    let new = Password::new("battery staple");
    assert!(house.mode().reset(&visitor(2), &invitation, &new).await.is_err());
    house.sign_in("root", PASSWORD).await.unwrap();
}
